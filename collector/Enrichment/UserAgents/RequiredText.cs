namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>
/// The words that every match of a pattern contains: one word of each group, in lower case. Searching for words takes nanoseconds, running
/// hundreds of expressions a millisecond, so that only the one or two expressions that can match are run.
/// </summary>
sealed class RequiredText(string pattern)
{
    /// <summary>The groups, the rarest first: long words, few alternatives.</summary>
    readonly string[][] _groups =
    [
        .. PatternWords.Of(pattern).OrderBy(group => group.Length).ThenByDescending(group => group.Min(word => word.Length)),
    ];

    public bool IsIn(string lowerCase)
    {
        foreach (var group in _groups)
        {
            if (!HasOne(group, lowerCase))
                return false;
        }

        return true;
    }

    static bool HasOne(string[] words, string text)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
