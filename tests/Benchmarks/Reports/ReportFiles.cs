using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Benchmarks.Reports;

/// <summary>Writes a report to its files.</summary>
static class ReportFiles
{
    /// <param name="folder">The folder for latest.json and latest.md; null: no files.</param>
    /// <param name="page">The page whose part between the marks is replaced; null: none.</param>
    public static void Write(Report report, string? folder, string? page) =>
        Write("latest", "results", JsonSerializer.Serialize(report, ReportJson.Default.Report), MarkdownReport.Of(report), folder, page);

    /// <param name="name">The name of the files, without extension.</param>
    /// <param name="mark">The mark of the part of the page: &lt;!-- mark --&gt; to &lt;!-- /mark --&gt;.</param>
    public static void Write(string name, string mark, string json, string tables, string? folder, string? page)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{name}.json"), json + Environment.NewLine);
            File.WriteAllText(Path.Combine(folder, $"{name}.md"), $"# The newest run{Environment.NewLine}{Environment.NewLine}{tables}");
        }

        if (page is not null)
            File.WriteAllText(page, Replace(File.ReadAllText(page), tables, mark));
    }

    /// <param name="page">The path of the page; the file may be absent.</param>
    public static bool HasPart(string page, string mark) => File.Exists(page) && Part(File.ReadAllText(page), mark) is not null;

    /// <exception cref="InvalidDataException">The page lacks the marks.</exception>
    public static string Replace(string page, string tables, string mark = "results") =>
        Part(page, mark) is var (from, to)
            ? $"{page[..from]}{Environment.NewLine}{tables}{page[to..]}"
            : throw new InvalidDataException($"The page has no part between <!-- {mark} --> and <!-- /{mark} -->.");

    /// <summary>Returns the begin and the end of the text between the marks.</summary>
    static (int From, int To)? Part(string page, string mark)
    {
        var begin = $"<!-- {mark} -->";
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal), page.IndexOf($"<!-- /{mark} -->", StringComparison.Ordinal));
        return from >= 0 && to > from ? (from + begin.Length, to) : null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(Report))]
sealed partial class ReportJson : JsonSerializerContext;
