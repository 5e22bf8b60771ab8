using Analytics.Collector.Reading;

namespace Analytics.Collector.Privacy;

/// <summary>
/// Removes everything personal from an event before any of it is stored: ids, traits, IP addresses and identifying text. Place, time and
/// action remain, and one person still counts once a day (<see cref="DailySalt"/>).
/// </summary>
sealed class Anonymizer(DailySalt salt)
{
    public void Apply(InputEvent input, string source)
    {
        ApplyToIds(input, source);
        ApplyAgain(input);
    }

    /// <summary>Applies to an event that was anonymized before and is sent again: its ids are hashes already and stay.</summary>
    public static void ApplyAgain(InputEvent input)
    {
        input.IsAnonymous = true;
        input.UserId = input.GroupId = input.PreviousId = null;
        input.Type = PersonText.Clean(input.Type);
        input.Event = PersonText.Clean(input.Event);
        input.Title = PersonText.Clean(input.Title);
        input.Traits = null;
        input.Extra.Clear();
        input.Properties.Raw = AnonymousJson.Properties(input.Properties.Raw);
        input.Properties.Name = PersonText.Clean(input.Properties.Name);
        ApplyTo(input.Properties.Page);
        ApplyTo(input.Context);
    }

    void ApplyToIds(InputEvent input, string source)
    {
        input.AnonymousId = Hash(source, input.AnonymousId ?? input.UserId);
        input.SessionId = Hash(source, input.SessionId ?? input.Context.SessionId);
        // A message id made of an e-mail address; it stays the same for a retry of the day.
        if (input.MessageId is { } id && PersonText.Clean(id) != id)
            input.MessageId = Hash(source, id);
    }

    static void ApplyTo(InputContext context)
    {
        context.Own = AnonymousJson.Context(context.Own);
        context.Shared = AnonymousJson.Context(context.Shared);
        context.SessionId = context.City = null;
        context.Region = PersonText.Clean(context.Region);
        context.Locale = PersonText.Clean(context.Locale);
        context.Os = PersonText.Clean(context.Os);
        context.AppVersion = PersonText.Clean(context.AppVersion);
        ApplyTo(context.Page);
        context.Campaign = Cleaned(context.Campaign);
    }

    /// <summary>Removes what identifies a person from each text of a campaign.</summary>
    public static InputCampaign Cleaned(InputCampaign campaign) =>
        new()
        {
            Source = PersonText.Clean(campaign.Source),
            Medium = PersonText.Clean(campaign.Medium),
            Name = PersonText.Clean(campaign.Name),
            Term = PersonText.Clean(campaign.Term),
            Content = PersonText.Clean(campaign.Content),
        };

    static void ApplyTo(InputPage page)
    {
        page.Url = PersonText.CleanUrl(page.Url);
        page.Path = PersonText.Clean(page.Path);
        page.Title = PersonText.Clean(page.Title);
        page.Referrer = PersonText.CleanUrl(page.Referrer);
    }

    string? Hash(string source, string? id) => id is null ? null : salt.Hash(source, id);
}
