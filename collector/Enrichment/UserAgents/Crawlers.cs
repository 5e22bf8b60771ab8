using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>
/// Recognizes the user agents of bots: those that crawler-user-agents lists, and any that calls itself a bot, a spider or a crawler. The
/// list's bare HTTP libraries (okhttp, axios, curl) are left out, because apps and servers send their users' events with them, and so are
/// those of its patterns that match people's browsers (<see cref="LoosePatterns"/>).
/// </summary>
sealed class Crawlers
{
    const string Library = "http-library";

    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(1);
    static readonly string[] _words = ["bot", "spider", "crawler"];

    readonly SearchValues<string> _listed;
    readonly SearchValues<string> _ofApps;
    readonly Regex[] _expressions;

    Crawlers(List<string> patterns)
    {
        var texts = patterns.ToLookup(AsText);
        _listed = SearchValues.Create(
            [.. texts.Where(text => text.Key is not null && !text.Any(LoosePatterns.OfApps.Contains)).Select(text => text.Key!)],
            StringComparison.Ordinal
        );
        _ofApps = SearchValues.Create(
            [.. texts.Where(text => text.Key is not null && text.Any(LoosePatterns.OfApps.Contains)).Select(text => text.Key!)],
            StringComparison.Ordinal
        );
        _expressions = [.. texts[null].Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant, _timeout))];
    }

    public static Crawlers Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return new Crawlers([
            .. json
                .RootElement.EnumerateArray()
                .Where(crawler => !IsOnlyLibrary(crawler))
                .Select(crawler => crawler.GetProperty("pattern").GetString()!)
                .Where(pattern => !LoosePatterns.OfPeople.Contains(pattern)),
        ]);
    }

    public bool Contains(string userAgent, string lowerCase) =>
        CallsItselfOne(Said(lowerCase))
        || userAgent.AsSpan().ContainsAny(_listed)
        || (userAgent.AsSpan().ContainsAny(_ofApps) && !LoosePatterns.IsInBrowser(userAgent))
        || Matches(userAgent);

    bool Matches(string userAgent)
    {
        try
        {
            return Array.Exists(_expressions, expression => expression.IsMatch(userAgent));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// Returns the user agent without its first parentheses if an Android device names itself there: its model may be a "CUBOT X50" or an
    /// "M bot 60". A bot that pretends to be one has its name elsewhere.
    /// </summary>
    static ReadOnlySpan<char> Said(string lowerCase)
    {
        var start = lowerCase.IndexOf('(');
        var end = start < 0 ? -1 : lowerCase.IndexOf(')', start);
        if (end < 0)
            return lowerCase;

        var device = lowerCase.AsSpan(start, end - start);
        var isDevice = device.Contains("android", StringComparison.Ordinal) && !LoosePatterns.IsDeclared(device);
        return isDevice ? lowerCase.Remove(start, end - start) : lowerCase;
    }

    /// <summary>True when a word ends in one of these, as Googlebot/2.1 and FooBot do.</summary>
    static bool CallsItselfOne(ReadOnlySpan<char> lowerCase)
    {
        foreach (var word in _words)
        {
            for (var rest = lowerCase; rest.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at; )
            {
                rest = rest[(at + word.Length)..];
                if (rest.IsEmpty || !char.IsAsciiLetter(rest[0]))
                    return true;
            }
        }

        return false;
    }

    static bool IsOnlyLibrary(JsonElement crawler) =>
        crawler.TryGetProperty("tags", out var tags) && tags.GetArrayLength() == 1 && tags[0].ValueEquals(Library);

    /// <summary>Returns the literal text of a pattern that is only escaped text; else null.</summary>
    static string? AsText(string pattern)
    {
        var text = new System.Text.StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var isEscaped = pattern[at] == '\\' && ++at < pattern.Length;
            if (at == pattern.Length || (isEscaped ? char.IsAsciiLetterOrDigit(pattern[at]) : ".^$|?*+()[]{}".Contains(pattern[at])))
                return null;

            text.Append(pattern[at]);
        }

        return text.ToString();
    }
}
