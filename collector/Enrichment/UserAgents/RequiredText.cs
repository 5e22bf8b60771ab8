namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>
/// What every text that a pattern matches must hold: a word of each group, in lower case. Looking for words costs nanoseconds where
/// running hundreds of expressions costs a millisecond, so that only the one or two expressions that can match are run.
/// </summary>
sealed class RequiredText(string pattern)
{
    /// <summary>The rarest first: long words, and few to choose from.</summary>
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
