using System.Text;

namespace Analytics.Benchmarks.Reports;

/// <summary>A table with its figures to the right.</summary>
static class MarkdownTable
{
    /// <summary>Ends with an empty line.</summary>
    public static string Of(IReadOnlyList<string> head, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        text.AppendLine($"| {string.Join(" | ", head)} |");
        text.AppendLine($"|---|{string.Concat(Enumerable.Repeat("---:|", head.Count - 1))}");
        foreach (var row in rows)
            text.AppendLine($"| {string.Join(" | ", row)} |");
        return text.AppendLine().ToString();
    }
}
