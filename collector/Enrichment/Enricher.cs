using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Enrichment;

/// <summary>Makes an id for an event without one.</summary>
delegate Guid NewEventId();

/// <summary>Makes the canonical event of a valid event.</summary>
sealed class Enricher(TimesOptions times, NewEventId newId, UserAgentData userAgents, GeoDatabase geo, DailySalt salt)
{
    /// <summary>The value of the member <c>privacy</c>.</summary>
    public const string Anonymized = "anonymized";

    public AnalyticsEvent Enrich(InputEvent input, RequestFacts facts)
    {
        var warnings = new List<string>();
        if (input.HasReplacedText)
            warnings.Add(Warnings.TextReplaced);

        var isServer = facts.Key.Kind == KeyKind.Server;
        var historical = IsHistorical(input, isServer, warnings);
        var sentAt = input.SentAt.Storable();
        var occurredAt = TimeRule.OccurredAt(
            input.Timestamp,
            sentAt,
            input.Age,
            facts.ReceivedAt,
            times.ClockSkew,
            Oldest(facts.ReceivedAt, isServer, historical),
            warnings
        );
        var page = PageFields.Of(input);
        var context = input.Context;
        var client = Client.Of(input, facts, userAgents);
        var place = PlaceOf(input, facts, isServer);

        return new AnalyticsEvent
        {
            EventId = IdOf(input, facts),
            Source = facts.Key.Source,
            Channel = isServer ? EventChannels.Server : EventChannels.Browser,
            Type = input.Type,
            Name = page.NameOf(input),
            UserId = input.UserId,
            AnonymousId = input.AnonymousId,
            SessionId = input.SessionId
                ?? context.SessionId
                ?? Session.Derive(facts.Key.Source, input.AnonymousId ?? input.UserId!, occurredAt, times.SessionTimeout),
            OccurredAt = occurredAt,
            ReceivedAt = facts.ReceivedAt,
            SentAt = sentAt.Value,
            ClientTimestamp = input.Timestamp.Storable().Value,
            PageUrl = page.Url,
            PagePath = page.Path,
            PageTitle = page.Title,
            Referrer = page.Referrer,
            ReferrerDomain = page.ReferrerDomain,
            UtmSource = page.Campaign.Source,
            UtmMedium = page.Campaign.Medium,
            UtmCampaign = page.Campaign.Name,
            UtmTerm = page.Campaign.Term,
            UtmContent = page.Campaign.Content,
            Country = place.Country,
            Region = place.Region,
            City = place.City,
            Device = client.Device,
            Os = client.Os,
            Browser = client.Browser,
            AppVersion = context.AppVersion,
            Locale = context.Locale,
            ScreenWidth = context.ScreenWidth,
            Revenue = input.Properties.Revenue,
            Currency = CurrencyOf(input.Properties, facts.Key, warnings),
            IsBot = client.IsBot ? true : null,
            Privacy = input.IsAnonymous ? Anonymized : null,
            Ip =
                input.IsAnonymous ? null
                : isServer ? CutAddress.Of(input.Address)
                : facts.Ip,
            Properties = StoredJson.Properties(input),
            Context = StoredJson.Context(input),
            Warnings = warnings.Count == 0 ? null : warnings,
        };
    }

    /// <summary>True when the event belongs on the historical topic; only server keys may set this.</summary>
    public static bool IsHistorical(InputEvent input, RequestFacts facts) => input.Historical && facts.Key.Kind == KeyKind.Server;

    /// <summary>
    /// True when a retry cannot be recognized, because the client sent neither an id nor a time, or an age, which differs in a retry.
    /// </summary>
    public static bool IsRandom(InputEvent input, RequestFacts facts) => HasNoIdentity(input) && facts.ReplayOf is null;

    static bool HasNoIdentity(InputEvent input) => input.MessageId is null && (!input.Timestamp.Given || input.Age is not null);

    static bool IsHistorical(InputEvent input, bool isServer, List<string> warnings)
    {
        if (input.Historical && !isServer)
            warnings.Add(Warnings.HistoricalRefused);

        return input.Historical && isServer;
    }

    /// <summary>Returns the currency of the revenue; without one the key's, so that money is never missing from the sums.</summary>
    static string? CurrencyOf(InputProperties properties, WriteKey key, List<string> warnings)
    {
        if (properties.Revenue is null)
            return null;

        if (properties.Currency is { } given)
            return given.ToUpperInvariant();

        warnings.Add(Warnings.CurrencyAssumed);
        return key.Currency;
    }

    DateTimeOffset? Oldest(DateTimeOffset receivedAt, bool isServer, bool historical) =>
        historical ? null : Later(EventTimes.Oldest, receivedAt - (isServer ? times.ServerMaxAge : times.BrowserMaxAge));

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>
    /// Returns the place. For a page: the proxy's header, then the database, then the client's value. For a server: its own value, then the
    /// database by the IP address in the event.
    /// </summary>
    Place PlaceOf(InputEvent input, RequestFacts facts, bool isServer)
    {
        var said = new Place(CountryCode.Of(input.Context.Country), input.Context.Region, input.Context.City);
        var found = isServer ? geo.Find(input.Address) : facts.Place;
        var country = isServer ? said.Country ?? found?.Country : facts.Country ?? found?.Country ?? said.Country;
        // A region is valid only within its country.
        var inside = found?.Country == country ? found : null;
        var (first, second) = isServer ? (said, inside) : (inside, said);
        return new Place(country, first?.Region ?? second?.Region, input.IsAnonymous ? null : first?.City ?? second?.City);
    }

    /// <summary>
    /// Returns the client's id; else the event's hash, the same for a retry; else, when the event has no time, a random id, which an event
    /// that is sent again derives from its place.
    /// </summary>
    string IdOf(InputEvent input, RequestFacts facts) =>
        input.MessageId
        ?? (
            !HasNoIdentity(input) ? HashOf(input, facts)
            : facts.ReplayOf is { } place ? EventId.OfPlace(place)
            : newId().ToString("N")
        );

    /// <summary>
    /// Returns the event's hash. That of an anonymized event is keyed for the day: it covers removed values, and without a key it could be
    /// computed again from guesses.
    /// </summary>
    string HashOf(InputEvent input, RequestFacts facts) =>
        input.IsAnonymous && facts.ReplayOf is { } place ? EventId.OfPlace(place)
        : EventId.Hash(facts.Key.Source, input) is var hash && input.IsAnonymous ? salt.Hash(facts.Key.Source, hash)
        : hash;
}
