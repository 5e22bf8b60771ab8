using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>
/// Recognizes the user agents of bots: those that crawler-user-agents lists, and any that calls itself a bot, a spider or a crawler. The
/// list's bare HTTP libraries (okhttp, axios, curl) are left out, because apps and servers send their users' events with them.
/// </summary>
sealed class Crawlers
{
    const string Library = "http-library";

    static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    static readonly string[] _words = ["bot", "spider", "crawler"];

    readonly SearchValues<string> _listed;
    readonly Regex[] _expressions;

    Crawlers(List<string> texts, List<string> patterns)
    {
        _listed = SearchValues.Create([.. texts], StringComparison.Ordinal);
        _expressions = [.. patterns.Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant, _patience))];
    }

    public static Crawlers Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var (texts, patterns) = (new List<string>(), new List<string>());
        foreach (var crawler in json.RootElement.EnumerateArray())
        {
            if (IsOnlyLibrary(crawler))
                continue;

            var pattern = crawler.GetProperty("pattern").GetString()!;
            if (AsText(pattern) is { } text)
                texts.Add(text);
            else
                patterns.Add(pattern);
        }

        return new Crawlers(texts, patterns);
    }

    public bool Contains(string userAgent, string lowerCase) =>
        CallsItselfOne(lowerCase) || userAgent.AsSpan().ContainsAny(_listed) || Matches(userAgent);

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

    /// <summary>True when a word ends in one of these, as Googlebot/2.1 and FooBot do; false for Cubot, a maker of phones.</summary>
    static bool CallsItselfOne(string lowerCase)
    {
        foreach (var word in _words)
        {
            for (
                var at = lowerCase.IndexOf(word, StringComparison.Ordinal);
                at >= 0;
                at = lowerCase.IndexOf(word, at + 1, StringComparison.Ordinal)
            )
            {
                var end = at + word.Length;
                if ((end == lowerCase.Length || !char.IsAsciiLetter(lowerCase[end])) && !lowerCase.AsSpan(0, end).EndsWith("cubot"))
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
