using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Benchmarks.Reports;

/// <summary>Writes a report where it is kept.</summary>
static class ReportFiles
{
    const string Begin = "<!-- results -->";
    const string End = "<!-- /results -->";

    /// <param name="folder">Gets latest.json and latest.md; null: no files.</param>
    /// <param name="page">A page whose part between the marks is replaced; null: none.</param>
    public static void Write(Report report, string? folder, string? page)
    {
        var tables = MarkdownReport.Of(report);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "latest.json"), JsonSerializer.Serialize(report, ReportJson.Default.Report) + Environment.NewLine);
            File.WriteAllText(Path.Combine(folder, "latest.md"), $"# The newest run{Environment.NewLine}{Environment.NewLine}{tables}");
        }

        if (page is not null)
            File.WriteAllText(page, Replace(File.ReadAllText(page), tables));
    }

    /// <exception cref="InvalidDataException">The page has no such part.</exception>
    public static string Replace(string page, string tables)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin
            ? $"{page[..(begin + Begin.Length)]}{Environment.NewLine}{tables}{page[end..]}"
            : throw new InvalidDataException($"The page has no part between {Begin} and {End}.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Report))]
sealed partial class ReportJson : JsonSerializerContext;
