namespace Analytics.DashboardPreview.Dashboards;

/// <summary>The query of a target on Prometheus.</summary>
/// <param name="Legend">The name of a series, with <c>{{label}}</c> for the value of a label.</param>
/// <param name="IsInstant">True for the value at the range's end, false for those of the whole range.</param>
sealed record PromTarget(string Expr, string Legend, bool IsInstant);
