namespace Analytics.Collector.Enrichment;

/// <summary>
/// Returns the referrer's host in lower case, without "www." so that a site is one row. Null for the page's own site, because moving
/// between pages is no arrival.
/// </summary>
static class ReferrerDomain
{
    const string Www = "www.";

    public static string? Of(string? referrer, WebAddress? page)
    {
        var host = WebAddress.Of(referrer)?.Host ?? OfApp(referrer);
        if (string.IsNullOrEmpty(host))
            return null;

        var domain = Site(host);
        return page is { } own && domain == Site(own.Host) ? null : domain;
    }

    /// <summary>Returns the host of android-app://com.example.reader/ and similar.</summary>
    static string? OfApp(string? referrer) => Uri.TryCreate(referrer, UriKind.Absolute, out var from) ? WebAddress.HostOf(from) : null;

    static string Site(string host)
    {
        host = host.TrimEnd('.');
        return host.StartsWith(Www, StringComparison.Ordinal) ? host[Www.Length..] : host;
    }
}
