using System.Collections.Concurrent;
using Analytics.Local.Figures;
using Analytics.Local.Processes;
using Collector.Tests.Running;

namespace Collector.Tests.Faults;

/// <summary>The table of what the fault tests sent, found and measured, printed and kept at their end.</summary>
static class FaultReport
{
    static readonly ConcurrentQueue<string> _rows = [];

    /// <param name="results">The requests; none where a test checks each answer itself.</param>
    public static void Book(string fault, LoadCheck check, IReadOnlyCollection<LoadResult> results, string measured) =>
        _rows.Enqueue(
            $"| {fault} | {check.Acked} | {Requests(results)} "
                + $"| {check.Lost.Count} | {check.Repeats.Count} | {check.OutOfOrder.Count} | {measured} |"
        );

    /// <summary>Adds the row of a test that sends no requests.</summary>
    public static void Note(string fault, string measured) => _rows.Enqueue($"| {fault} | | | | | | | | {measured} |");

    /// <summary>Returns the time, in milliseconds, within which a share of the requests was answered.</summary>
    public static double AnsweredWithin(IEnumerable<LoadResult> results, double share) =>
        Percentile.Of(results.Select(result => result.Took.TotalMilliseconds), share);

    public static async Task WriteAsync(string title)
    {
        var table = string.Join(
            '\n',
            [
                title,
                "",
                "| fault | acknowledged | answers | p50 ms | p99 ms | lost | twice | out of order | measured |",
                "|---|---|---|---|---|---|---|---|---|",
                .. _rows.Order(StringComparer.Ordinal),
                "",
            ]
        );
        Console.WriteLine(table);
        var results = Directory.CreateDirectory(Path.Combine(Repository.Root, ".artifacts", "test-results"));
        await File.WriteAllTextAsync(Path.Combine(results.FullName, "collector-faults.md"), table);
    }

    static string Requests(IReadOnlyCollection<LoadResult> results)
    {
        if (results.Count == 0)
            return "- | - | -";

        var answers = results
            .CountBy(result => result.Status)
            .OrderBy(status => status.Key)
            .Select(status => $"{(status.Key == 0 ? "none" : status.Key)}:{status.Value}");
        return $"{string.Join(' ', answers)} | {AnsweredWithin(results, 0.5):0} | {AnsweredWithin(results, 0.99):0}";
    }
}
