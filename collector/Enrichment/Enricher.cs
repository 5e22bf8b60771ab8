using Analytics.Collector.Events;
using Analytics.Collector.Keys;
using Analytics.Collector.Settings;
using Analytics.Contracts;

namespace Analytics.Collector.Enrichment;

/// <summary>Makes the canonical event of a valid one.</summary>
sealed class Enricher(TimesOptions times, Func<Guid> newId)
{
    public AnalyticsEvent Enrich(InputEvent input, RequestFacts facts)
    {
        var warnings = new List<string>();
        var isServer = facts.Key.Kind == KeyKind.Server;
        var historical = IsHistorical(input, isServer, warnings);
        var occurredAt = TimeRule.OccurredAt(
            input.Timestamp, input.SentAt, facts.ReceivedAt, times.Tolerance, Oldest(facts.ReceivedAt, isServer, historical), warnings);
        var page = PageFields.Of(input);
        var context = input.Context;
        var userAgent = isServer ? context.UserAgent : facts.UserAgent ?? context.UserAgent;
        var device = Device.Of(context.DeviceType, userAgent);

        return new AnalyticsEvent
        {
            EventId = IdOf(input, facts.Key.Source),
            Source = facts.Key.Source,
            Type = input.Type,
            Name = page.NameOf(input),
            UserId = input.UserId,
            AnonymousId = input.AnonymousId,
            SessionId = input.SessionId ?? context.SessionId
                ?? Session.Derive(facts.Key.Source, input.AnonymousId ?? input.UserId!, occurredAt, times.Session),
            OccurredAt = occurredAt,
            ReceivedAt = facts.ReceivedAt,
            SentAt = input.SentAt.Value,
            ClientTimestamp = input.Timestamp.Value,
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
            Country = isServer ? Geography.Country(context.Country) ?? facts.Country : facts.Country ?? Geography.Country(context.Country),
            Region = context.Region,
            City = context.City,
            Device = device,
            Os = context.Os,
            AppVersion = context.AppVersion,
            Locale = context.Locale,
            Revenue = input.Properties.Revenue,
            Currency = input.Properties.Revenue is null ? null : input.Properties.Currency?.ToUpperInvariant(),
            IsBot = device == "bot" ? true : null,
            Ip = isServer ? ClientAddress.Cut(context.Ip) : facts.Ip,
            Properties = StoredJson.Properties(input),
            Context = StoredJson.Context(input),
            Warnings = warnings.Count == 0 ? null : warnings,
        };
    }

    /// <summary>True when the event belongs on the historical topic: only server keys may say so.</summary>
    public static bool IsHistorical(InputEvent input, RequestFacts facts) => input.Historical && facts.Key.Kind == KeyKind.Server;

    /// <summary>True when a retry of it cannot be told: the client gave it neither an id nor a time.</summary>
    public static bool IsRandom(InputEvent input) => input.MessageId is null && !input.Timestamp.Given;

    static bool IsHistorical(InputEvent input, bool isServer, List<string> warnings)
    {
        if (input.Historical && !isServer)
            warnings.Add(Warnings.HistoricalRefused);

        return input.Historical && isServer;
    }

    DateTimeOffset? Oldest(DateTimeOffset receivedAt, bool isServer, bool historical) =>
        historical ? null : receivedAt - (isServer ? times.ServerBackdating : times.BrowserBackdating);

    /// <summary>The client's id; else the event's hash, so that a retry is the same; without a time of its own a retry cannot be told.</summary>
    string IdOf(InputEvent input, string source)
    {
        if (input.MessageId is { } given)
            return given;

        return IsRandom(input) ? newId().ToString("N") : EventId.Hash(source, input);
    }
}
