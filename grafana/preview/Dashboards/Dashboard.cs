using System.Text.Json.Nodes;

namespace Analytics.DashboardPreview.Dashboards;

/// <summary>One dashboard file: its JSON for the page, and the parts that the server needs to query the warehouse.</summary>
sealed record Dashboard(string Uid, string Title, JsonObject Json, IReadOnlyList<Panel> Panels, IReadOnlyList<Variable> Variables);

/// <summary>A panel; one that draws a Live channel of Grafana has no target.</summary>
/// <param name="MaxDataPoints">The number of buckets that the panel requests over its range.</param>
/// <param name="MinInterval">The smallest bucket, when the panel sets one.</param>
sealed record Panel(int Id, string Type, string Title, int MaxDataPoints, TimeSpan MinInterval, IReadOnlyList<Target> Targets);

/// <param name="Format"><c>table</c>; anything else is a time series.</param>
/// <param name="Prom">The query of a target on Prometheus, which then has no SQL.</param>
sealed record Target(string RefId, string RawSql, string Format, PromTarget? Prom = null)
{
    public bool IsTable => Format == "table";
}

/// <summary>A dashboard variable.</summary>
/// <param name="Sql">The query that offers the values; empty for the other kinds.</param>
/// <param name="Multi">True when several values can be picked; they are then quoted in SQL.</param>
/// <param name="AllValue">The custom text of "All", verbatim; null for the list of all values.</param>
/// <param name="Current">The value that the file picks, for a variable without "All".</param>
/// <param name="Offered">The values that the file lists, for a custom variable.</param>
sealed record Variable(
    string Name,
    string Sql,
    bool Multi,
    bool IncludeAll,
    string? AllValue,
    string? Current = null,
    VariableKind Kind = VariableKind.Query,
    IReadOnlyList<string>? Offered = null
)
{
    /// <summary>The page's value for "All".</summary>
    public const string All = "$__all";
}

/// <summary>The origin of a variable's values: a query, a list in the file, or the viewer, who may write anything.</summary>
enum VariableKind
{
    Query,
    Custom,
    Textbox,
}
