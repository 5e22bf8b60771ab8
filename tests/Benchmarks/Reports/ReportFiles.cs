using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Benchmarks.Reports;

/// <summary>The places that get the results of a benchmark.</summary>
/// <param name="Mark">The name of the files, and the mark of the part of the page: &lt;!-- mark --&gt; to &lt;!-- /mark --&gt;.</param>
/// <param name="Folder">The folder for the files; null: no files.</param>
/// <param name="Page">The page whose part between the marks is replaced; null: none.</param>
sealed record ReportFiles(string Mark, string? Folder, string? Page)
{
    public void Write(Report report) => Write(JsonSerializer.Serialize(report, ReportJson.Default.Report), MarkdownReport.Of(report));

    public void Write(string json, string tables)
    {
        if (Folder is not null)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(Path.Combine(Folder, $"{Mark}.json"), json + Environment.NewLine);
            File.WriteAllText(Path.Combine(Folder, $"{Mark}.md"), $"# The newest run{Environment.NewLine}{Environment.NewLine}{tables}");
        }

        if (Page is not null)
            File.WriteAllText(Page, Replace(File.ReadAllText(Page), tables, Mark));
    }

    /// <param name="page">The path of the page; the file may be absent.</param>
    public static bool HasPart(string page, string mark) => File.Exists(page) && Part(File.ReadAllText(page), mark) is not null;

    /// <exception cref="InvalidDataException">The page lacks the marks.</exception>
    public static string Replace(string page, string tables, string mark) =>
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
