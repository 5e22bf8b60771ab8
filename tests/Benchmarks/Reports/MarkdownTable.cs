using System.Text;

namespace Analytics.Benchmarks.Reports;

/// <summary>Writes a table whose figures are aligned to the right.</summary>
static class MarkdownTable
{
    /// <summary>Returns the table, followed by an empty line.</summary>
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
