using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Keys;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Enrichment;

/// <summary>The browser, operating system and device: from the client's own values, then its hints, then its user agent.</summary>
readonly record struct Client(string? Browser, string? Os, string? Device)
{
    /// <summary>The unknown user agents that the events of one request of a page may name.</summary>
    const int MostUnknown = 16;

    public bool IsBot => Device == Enrichment.Device.Bot;

    public static Client Of(InputEvent input, RequestFacts facts, UserAgentData known)
    {
        var context = input.Context;
        var isServer = facts.Key.Kind == KeyKind.Server;
        // A server's own headers do not describe its users.
        var userAgent = isServer ? context.UserAgent : facts.UserAgent ?? context.UserAgent;
        var hints = (isServer ? null : facts.Hints) ?? (context.UserAgentData is { } data ? ClientHints.Of(data) : null);
        var told =
            userAgent is null ? null
            : isServer || facts.UserAgent is not null ? known.Of(userAgent)
            : OfEvent(userAgent, facts, known);
        var os = OsName.Of(context.Os) ?? OsName.Of(hints?.Platform) ?? told?.Os;
        return new Client(BrowserOf(hints, told), os, DeviceOf(context.DeviceType, hints, told, os));
    }

    /// <summary>
    /// Returns the browser that a page's event names, of which a request has one or few: an unknown one is matched against every rule and
    /// evicts a cached one.
    /// </summary>
    static UserAgentFacts? OfEvent(string userAgent, RequestFacts facts, UserAgentData known) =>
        known.IsKnown(userAgent) || ++facts.UnknownUserAgents <= MostUnknown ? known.Of(userAgent) : null;

    /// <summary>Returns the browser; a user agent's browser is preferred to an engine's brand.</summary>
    static string? BrowserOf(ClientHints? hints, UserAgentFacts? told)
    {
        if (hints?.Brand is not { } brand || (BrandName.IsGeneral(brand) && told?.Browser is not null))
            return told?.Browser;

        return BrandName.Of(brand, hints.IsMobile == true);
    }

    static string? DeviceOf(string? type, ClientHints? hints, UserAgentFacts? told, string? os) =>
        told?.IsBot == true || hints?.Brand == "HeadlessChrome" ? Enrichment.Device.Bot
        : type is not null ? Enrichment.Device.OfType(type)
        : (hints is null ? null : Enrichment.Device.OfHints(hints))
            ?? (told is null or { Device: Enrichment.Device.Other } ? Enrichment.Device.OfSystem(os) : null)
            ?? told?.Device;
}
