using System.Text.RegularExpressions;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>One rule of uap-core: an expression, and the name of what it finds.</summary>
/// <param name="name">The name, where <c>$1</c> stands for the first group; null is the first group itself.</param>
sealed class UserAgentRule(string pattern, string? name, bool ignoreCase)
{
    /// <summary>
    /// An expression that takes longer is given up. It takes microseconds, and a few milliseconds for a text made to cost time; a thread of
    /// a
    /// busy machine may stand still for longer, and must not lose its answer for that.
    /// </summary>
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    readonly RequiredText _required = new(pattern);

    // Made when first needed: most rules are about devices that nobody has any more.
    readonly Lazy<Regex> _expression = new(() =>
        new Regex(pattern, RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None), _patience)
    );

    public bool MayMatch(string lowerCase) => _required.IsIn(lowerCase);

    /// <exception cref="RegexMatchTimeoutException">It took too long.</exception>
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
