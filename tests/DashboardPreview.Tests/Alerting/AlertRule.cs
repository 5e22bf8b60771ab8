using System.Globalization;
using Analytics.DashboardPreview.Macros;
using DashboardPreview.Tests.Lint;

namespace DashboardPreview.Tests.Alerting;

/// <summary>A rule of <c>provisioning/alerting</c>: query A, whose every row is compared with threshold C.</summary>
/// <param name="Query">SQL or PromQL, as the data source says.</param>
/// <param name="Range">How far back the query looks.</param>
/// <param name="Above">True when values above the limit fire, false for those below.</param>
/// <param name="FiresWithoutRows">True when a query without rows is a fault.</param>
sealed record AlertRule(
    string Uid,
    string DataSource,
    string Query,
    TimeSpan Range,
    bool Above,
    double Limit,
    string For,
    bool FiresWithoutRows,
    IReadOnlyDictionary<object, object> Json
)
{
    public const string Expression = "__expr__";

    /// <summary>The texts of the files of rules.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(GrafanaFiles.Folder, "provisioning", "alerting"), "rules-*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    public static IReadOnlyList<Dictionary<object, object>> Groups { get; } =
    [.. Files.SelectMany(file => Maps(Provisioning.Read(file), "groups"))];

    /// <summary>All rules of the repository.</summary>
    public static IReadOnlyList<AlertRule> All { get; } = [.. Groups.SelectMany(group => Maps(group, "rules")).Select(Read)];

    public bool Fires(double value) => Above ? value > Limit : value < Limit;

    public TimeWindow Window(DateTimeOffset now) => TimeWindow.Of(now - Range, now, 1000, TimeSpan.FromSeconds(1));

    public static IEnumerable<Dictionary<object, object>> Maps(IReadOnlyDictionary<object, object> parent, string list) =>
        ((List<object>)parent[list]).Cast<Dictionary<object, object>>();

    static AlertRule Read(Dictionary<object, object> rule)
    {
        var query = Maps(rule, "data").Single(data => (string)data["refId"] == "A");
        var threshold = Model(Maps(rule, "data").Single(data => (string)data["refId"] == (string)rule["condition"]));
        var evaluator = (Dictionary<object, object>)Maps(threshold, "conditions").Single()["evaluator"];
        var range = (Dictionary<object, object>)query["relativeTimeRange"];
        return new AlertRule(
            (string)rule["uid"],
            (string)query["datasourceUid"],
            (string)Model(query)[Model(query).ContainsKey("rawSql") ? "rawSql" : "expr"],
            TimeSpan.FromSeconds(int.Parse((string)range["from"], CultureInfo.InvariantCulture)),
            (string)evaluator["type"] == "gt",
            double.Parse((string)((List<object>)evaluator["params"]).Single(), CultureInfo.InvariantCulture),
            (string)rule["for"],
            (string)rule["noDataState"] == "Alerting",
            rule
        );
    }

    static Dictionary<object, object> Model(Dictionary<object, object> data) => (Dictionary<object, object>)data["model"];
}
