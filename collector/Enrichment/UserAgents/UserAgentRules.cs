using System.Text.RegularExpressions;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>One list of uap-core's rules; the first match names the browser or the operating system.</summary>
sealed class UserAgentRules(IReadOnlyList<UserAgentRule> rules)
{
    /// <summary>
    /// The most expressions run per user agent. None of uap-core's own 17,000 cases needs more than 8; only a hostile one needs many.
    /// </summary>
    const int MostTries = 16;

    public int Count => rules.Count;

    /// <returns>The name; null when no rule matches.</returns>
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
