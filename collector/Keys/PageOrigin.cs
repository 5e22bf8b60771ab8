using System.Text.RegularExpressions;

namespace Analytics.Collector.Keys;

/// <summary>The origins of pages that may use a key.</summary>
static partial class PageOrigin
{
    /// <summary>Returns an origin as browsers send it: lower case, no default port, no path; null when the text is none.</summary>
    public static string? Of(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
            return null;

        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            return OtherScheme().IsMatch(text) ? text.ToLowerInvariant() : null;

        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.PathAndQuery == "/" && uri.Fragment.Length == 0
            ? $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}".ToLowerInvariant()
            : null;
    }

    /// <summary>Matches the origins of apps and browser extensions.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9._-]+$")]
    private static partial Regex OtherScheme();
}
