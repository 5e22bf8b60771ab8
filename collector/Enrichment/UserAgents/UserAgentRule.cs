using System.Text.RegularExpressions;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>One rule of uap-core: an expression and the name that it yields.</summary>
/// <param name="name">The name, in which <c>$1</c> is the first group; null is the first group itself.</param>
sealed class UserAgentRule(string pattern, string? name, bool ignoreCase)
{
    /// <summary>
    /// The timeout of an expression. A match takes microseconds, a few milliseconds for a hostile text; the limit is longer, so that a
    /// delayed thread on a busy machine does not lose its result.
    /// </summary>
    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(1);

    readonly RequiredText _required = new(pattern);

    // Compiled on first use, because most rules are about devices that are no longer in use.
    readonly Lazy<Regex> _expression = new(() =>
        new Regex(pattern, RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None), _timeout)
    );

    public bool MayMatch(string lowerCase) => _required.IsIn(lowerCase);

    /// <exception cref="RegexMatchTimeoutException">The match took too long.</exception>
    public bool TryMatch(string userAgent, out string? found)
    {
        var match = _expression.Value.Match(userAgent);
        found = match.Success ? Named(match) : null;
        return match.Success;
    }

    string? Named(Match match)
    {
        var first = match.Groups[1].Value;
        var text = (
            name is null ? first
            : name.Contains("$1", StringComparison.Ordinal) ? name.Replace("$1", first)
            : name
        ).Trim();
        return text.Length == 0 ? null : text;
    }
}
