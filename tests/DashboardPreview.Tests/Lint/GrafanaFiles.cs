using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Lint;

/// <summary>Finds the repository's <c>grafana</c> folder upward from the test assembly.</summary>
static class GrafanaFiles
{
    public static string Folder { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Dashboards => Path.Combine(Folder, "dashboards");

    /// <summary>The files of every dashboard.</summary>
    public static TheoryData<string> AllDashboardNames =>
        [
            .. Directory
                .EnumerateFiles(Dashboards, "*.json", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Dashboards, file))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The files of the dashboards on the warehouse.</summary>
    public static TheoryData<string> DashboardNames =>
        [.. AllDashboardNames.Where(row => !IsOnPrometheus(row.Data)).Select(row => row.Data)];

    public static string Text(params string[] path) => File.ReadAllText(Path.Combine([Folder, .. path]));

    public static JsonObject Dashboard(string name) => JsonNode.Parse(Text("dashboards", name))!.AsObject();

    /// <summary>
    /// The ranges in which a dashboard is tested, the shortest first: those that it offers, or those of the preview page and a month.
    /// </summary>
    public static IReadOnlyList<string> Ranges(string name) =>
        Dashboard(name)["timepicker"]?["quick_ranges"] is JsonArray own
            ? [.. own.Select(range => ((string)range!["from"]!)["now-".Length..])]
            : ["5m", "15m", "1h", "6h", "24h", "30d"];

    static bool IsOnPrometheus(string name) => DataSourceRules.IsPrometheus(Dashboard(name)["panels"]![0]!["datasource"]);

    static string Find(DirectoryInfo? from) =>
        from switch
        {
            null => throw new InvalidOperationException("No grafana folder above the tests."),
            _ when Directory.Exists(Path.Combine(from.FullName, "grafana", "dashboards")) => Path.Combine(from.FullName, "grafana"),
            _ => Find(from.Parent),
        };
}
