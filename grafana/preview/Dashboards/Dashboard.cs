using System.Text.Json.Nodes;

namespace Analytics.DashboardPreview.Dashboards;

/// <summary>One dashboard file: the whole JSON for the page to draw, and of it what the server needs to ask the warehouse.</summary>
sealed record Dashboard(string Uid, string Title, JsonObject Json, IReadOnlyList<Panel> Panels, IReadOnlyList<Variable> Variables);

/// <param name="MaxDataPoints">How many buckets the panel wants over its range.</param>
/// <param name="MinInterval">The finest bucket, where the panel names one.</param>
sealed record Panel(int Id, string Type, string Title, int MaxDataPoints, TimeSpan MinInterval, IReadOnlyList<Target> Targets);

/// <param name="Format"><c>table</c>; anything else is a time series.</param>
sealed record Target(string RefId, string RawSql, string Format)
{
    public bool IsTable => Format == "table";
}

/// <summary>A dashboard variable filled by a query.</summary>
/// <param name="Multi">Several values can be picked: its values are then quoted when they go into SQL.</param>
/// <param name="AllValue">What stands for "All", as written; null for the list of all values.</param>
sealed record Variable(string Name, string Sql, bool Multi, bool IncludeAll, string? AllValue)
{
    /// <summary>How the page says "All".</summary>
    public const string All = "$__all";
}
