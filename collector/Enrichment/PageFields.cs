using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Enrichment;

/// <summary>
/// The page, its referrer and its campaign: from the context's page first, then from the properties of page and screen events.
/// </summary>
sealed record PageFields(string? Url, string? Path, string? Title, string? Referrer, string? ReferrerDomain, InputCampaign Campaign)
{
    /// <summary>RudderStack's value for no referrer.</summary>
    const string Direct = "$direct";

    public static PageFields Of(InputEvent input)
    {
        var (page, properties) = (input.Context.Page, input.PropertiesPage);
        var url = page.Url ?? properties?.Url;
        var address = WebAddress.Of(url);
        var referrer = page.Referrer ?? properties?.Referrer;
        if (referrer == Direct)
            referrer = null;

        return new PageFields(
            url,
            Cut(page.Path ?? properties?.Path ?? address?.Path),
            Cut(page.Title ?? properties?.Title),
            referrer,
            Enrichment.ReferrerDomain.Of(referrer, address),
            // The encoding of an address hides what identifies a person from the expressions that find it.
            input.IsAnonymous
                ? Anonymizer.Cleaned(CampaignOf(input.Context.Campaign, address))
                : CampaignOf(input.Context.Campaign, address)
        );
    }

    /// <summary>Returns the event's name: track's event; the name of a page or screen, else its path; else the type.</summary>
    public string NameOf(InputEvent input)
    {
        var name = input.Type switch
        {
            EventTypes.Track => input.Event,
            EventTypes.Page or EventTypes.Screen => Given(input.Title) ?? Given(input.Properties.Name) ?? Given(Path),
            _ => null,
        } ?? input.Type!;
        return name.Length <= KeyText.Name ? name : Cut(name, KeyText.Name);
    }

    /// <summary>
    /// Returns the context's campaign, else the utm parameters of the address's query, else those of its fragment, where pages that route
    /// in it have their query.
    /// </summary>
    static InputCampaign CampaignOf(InputCampaign campaign, WebAddress? address)
    {
        if (address is not { } page)
            return campaign;

        var tagged = Query.HasCampaign(page.Query.Span) ? page.Query.Span : QueryIn(page.Fragment.Span);
        if (!Query.HasCampaign(tagged))
            return campaign;

        return new InputCampaign
        {
            Source = campaign.Source ?? Query.Value(tagged, "utm_source"),
            Medium = campaign.Medium ?? Query.Value(tagged, "utm_medium"),
            Name = campaign.Name ?? Query.Value(tagged, "utm_campaign"),
            Term = campaign.Term ?? Query.Value(tagged, "utm_term"),
            Content = campaign.Content ?? Query.Value(tagged, "utm_content"),
        };
    }

    /// <summary>Returns what follows the question mark of a fragment; the whole of one without.</summary>
    static ReadOnlySpan<char> QueryIn(ReadOnlySpan<char> fragment) => fragment[(fragment.IndexOf('?') + 1)..];

    static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    static string? Cut(string? text) => text is { Length: > Longest } ? Cut(text, Longest) : text;

    /// <summary>Cuts a text, but never between the halves of a surrogate pair.</summary>
    static string Cut(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    const int Longest = 2048;
}
