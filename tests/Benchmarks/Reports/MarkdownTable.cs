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

    /// <summary>Returns a figure and its ratio to another; a dash for none.</summary>
    /// <param name="reference">The other figure; without one, or if it is 0, there is no ratio.</param>
    public static string Cell(double? value, double? reference, int digits) =>
        value is not { } number ? "-" : number.ToString($"N{digits}", null) + (reference is > 0 ? $" ({number / reference:0.00} x)" : "");
}
