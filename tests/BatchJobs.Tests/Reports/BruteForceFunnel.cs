namespace BatchJobs.Tests.Reports;

/// <summary>An event of a visitor for the funnel: the numbers of the steps that it takes, from 0.</summary>
sealed record Act(long At, int[] Takes);

/// <summary>Computes a visitor's chain from the definition: it tries every chain.</summary>
static class BruteForceFunnel
{
    /// <returns>The times of the chain that counts; empty when the visitor did not begin the funnel on the day.</returns>
    public static List<long> Chain(IReadOnlyList<Act> acts, int steps, TimeSpan window, long dayEnd) =>
        Chains(acts, [], steps, (long)window.TotalMilliseconds, dayEnd)
            .OrderByDescending(chain => chain.Count)
            .ThenByDescending(chain => chain.FirstOrDefault())
            .ThenBy(chain => string.Join(',', chain.Select(at => at.ToString("D20", null))), StringComparer.Ordinal)
            .First();

    static IEnumerable<List<long>> Chains(IReadOnlyList<Act> acts, List<long> chain, int steps, long window, long dayEnd)
    {
        yield return chain;
        if (chain.Count == steps)
            yield break;

        foreach (var act in acts.Where(act => act.Takes.Contains(chain.Count)))
        {
            if (chain.Count == 0 ? act.At >= dayEnd : act.At <= chain[^1] || act.At - chain[0] > window)
                continue;

            foreach (var longer in Chains(acts, [.. chain, act.At], steps, window, dayEnd))
                yield return longer;
        }
    }

    /// <summary>The median of the gaps before a step, in seconds, each rounded to a tenth.</summary>
    public static double? Median(IEnumerable<List<long>> chains, int step)
    {
        var gaps = chains
            .Where(chain => chain.Count > step && step > 0)
            .Select(chain => Math.Round((chain[step] - chain[step - 1]) / 100.0, MidpointRounding.AwayFromZero))
            .Order()
            .ToList();
        return gaps.Count == 0 ? null : (gaps[(gaps.Count - 1) / 2] + gaps[gaps.Count / 2]) / 2 / 10;
    }
}
