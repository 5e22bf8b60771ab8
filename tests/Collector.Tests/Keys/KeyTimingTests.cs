using System.Diagnostics;
using Analytics.Collector.Keys;

namespace Collector.Tests.Keys;

/// <summary>
/// The time of a refusal does not depend on how much of a key is right: Welch's t over many attempts with keys that are wrong in the
/// first or in the last byte of their secret, in random order. Load on the machine disturbs the measurement, so these tests are explicit,
/// and <c>tests/Collector.Tests/timing.sh</c> runs them. <see cref="KeyRingTests"/> hold the cause of the equal times in every run.
/// </summary>
public sealed class KeyTimingTests
{
    const int Tries = 100_000;
    const int Attempts = 5;
    const double Significant = 4.5;

    [Fact(Explicit = true)]
    public void A_key_wrong_in_its_first_byte_takes_as_long_as_one_wrong_in_its_last()
    {
        var (id, key) = KeyFormat.Make(KeyKind.Browser);
        var ring = new KeyRing(new(), new(), TimeProvider.System);
        ring.Replace(new KeyList(TimeProvider.System.GetUtcNow(), [KeyRingTests.Known((id, key))]));
        Assert.NotNull(ring.Find(key, out _));

        var significant = new List<double>();
        while (
            significant.Count < Attempts
            && Math.Abs(T(significant.Count, id, key, presented => ring.Find(presented, out _) is null)) is >= Significant and var t
        )
        {
            significant.Add(t);
        }

        Assert.True(significant.Count < Attempts, $"|t| = {string.Join(", ", significant)}");
    }

    [Fact(Explicit = true)]
    public void An_unknown_id_takes_as_long_as_a_known_one()
    {
        var (id, key) = KeyFormat.Make(KeyKind.Browser);
        var ring = new KeyRing(new(), new(), TimeProvider.System);
        ring.Replace(new KeyList(TimeProvider.System.GetUtcNow(), [KeyRingTests.Known((id, key))]));
        var stranger = KeyFormat.Make(KeyKind.Browser).Key;

        // The remaining difference is one look into a table: well below the cost of a hash.
        var (known, unknown) = Medians(Wrong(key, key.Length - 1), Wrong(stranger, stranger.Length - 1), presented =>
            ring.Find(presented, out _) is null
        );
        Assert.InRange(unknown / known, 0.5, 2);
    }

    /// <summary>
    /// The measurement detects a comparison that stops at the first difference in every attempt, so that one good attempt of the other
    /// test is enough.
    /// </summary>
    [Fact(Explicit = true)]
    public void A_comparison_that_stops_early_is_detected()
    {
        var (id, key) = KeyFormat.Make(KeyKind.Browser);
        Assert.All(Enumerable.Range(0, Attempts), seed =>
            Assert.InRange(Math.Abs(T(seed, id, key, presented => !EqualsEarly(presented, key))), Significant, double.MaxValue)
        );
    }

    static double T(int seed, string id, string key, Func<string, bool> isWrong)
    {
        // Many copies of each, made in turn, exclude an effect of a text's address.
        var random = new Random(seed);
        var (first, last) = (new string[256], new string[256]);
        for (var copy = 0; copy < first.Length; copy++)
            (first[copy], last[copy]) = (Wrong(key, id.Length + 1), Wrong(key, key.Length - 1));

        var times = (First: new List<double>(Tries), Last: new List<double>(Tries));
        for (var attempt = 0; attempt < Tries + 5_000; attempt++)
        {
            var isFirst = random.Next(2) == 0;
            var presented = (isFirst ? first : last)[random.Next(first.Length)];
            var began = Stopwatch.GetTimestamp();
            var wrong = isWrong(presented);
            var took = Stopwatch.GetTimestamp() - began;
            Assert.True(wrong);
            if (attempt >= 5_000)
                (isFirst ? times.First : times.Last).Add(took);
        }

        // The slowest attempts are interruptions and not comparisons; both sets have the same limit.
        var limit = times.First.Concat(times.Last).Order().ElementAt(Tries * 9 / 10);
        return Welch([.. times.First.Where(took => took <= limit)], [.. times.Last.Where(took => took <= limit)]);
    }

    static double Welch(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var (varianceA, varianceB) = (
            a.Sum(x => (x - meanA) * (x - meanA)) / (a.Length - 1),
            b.Sum(x => (x - meanB) * (x - meanB)) / (b.Length - 1)
        );
        return (meanA - meanB) / Math.Sqrt((varianceA / a.Length) + (varianceB / b.Length));
    }

    static (double Known, double Unknown) Medians(string known, string unknown, Func<string, bool> isWrong)
    {
        var times = (Known: new List<long>(Tries), Unknown: new List<long>(Tries));
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var began = Stopwatch.GetTimestamp();
            Assert.True(isWrong(attempt % 2 == 0 ? known : unknown));
            (attempt % 2 == 0 ? times.Known : times.Unknown).Add(Stopwatch.GetTimestamp() - began);
        }

        return (times.Known.Order().ElementAt(Tries / 4), times.Unknown.Order().ElementAt(Tries / 4));
    }

    static string Wrong(string key, int at) => string.Concat(key[..at], key[at] == 'A' ? "B" : "A", key[(at + 1)..]);

    static bool EqualsEarly(string one, string other)
    {
        for (var at = 0; at < one.Length; at++)
        {
            if (one[at] != other[at])
                return false;
        }

        return one.Length == other.Length;
    }
}
