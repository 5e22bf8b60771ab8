using System.Text.RegularExpressions;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>One list of uap-core's rules: the first that matches names the browser, or the operating system.</summary>
sealed class UserAgentRules(IReadOnlyList<UserAgentRule> rules)
{
    /// <summary>
    /// No user agent of uap-core's own 17,000 cases makes more than 8 expressions run; only one made to cost time makes many.
    /// </summary>
    const int MostTries = 16;

    public int Count => rules.Count;

    /// <returns>The name; null when no rule knows it.</returns>
    public string? Find(string userAgent, string lowerCase)
    {
        var tries = 0;
        try
        {
            foreach (var rule in rules)
            {
                if (!rule.MayMatch(lowerCase))
                    continue;

                if (rule.TryMatch(userAgent, out var found))
                    return found;

                if (++tries == MostTries)
                    return null;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }

        return null;
    }
}
