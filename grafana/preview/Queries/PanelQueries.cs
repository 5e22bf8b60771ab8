using System.Diagnostics;
using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Prometheus;
using Analytics.DashboardPreview.Variables;

namespace Analytics.DashboardPreview.Queries;

/// <summary>Runs the queries of one panel: expands variables and macros, asks, and converts to the panel's format.</summary>
sealed class PanelQueries(WarehouseReader warehouse, PrometheusQueries prometheus)
{
    /// <summary>Returns the frames, or the error in their place; throws only when the warehouse is unreachable.</summary>
    public async Task<PanelAnswer> AnswerAsync(
        Panel panel,
        IReadOnlyDictionary<string, Picked> variables,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken stop
    )
    {
        var started = Stopwatch.GetTimestamp();
        List<Frame> frames = [];
        List<string> ran = [];
        string? error = null;
        try
        {
            var window = TimeWindow.Of(from, to, panel.MaxDataPoints, panel.MinInterval);
            foreach (var target in panel.Targets)
            {
                if (target.Prom is { } prom)
                {
                    var steps = PrometheusQueries.Window(panel, from, to);
                    ran.Add(PrometheusMacros.Expand(prom.Expr, steps));
                    frames.Add(await prometheus.AskAsync(prom, ran[^1], steps, stop));
                    continue;
                }
                var expanded = Expand(target, variables, window);
                ran.Add(expanded.Text);
                var rows = await warehouse.QueryAsync(expanded.Text, stop);
                frames.Add(target.IsTable ? rows : TimeSeries.From(rows, expanded.Fill, window));
            }
        }
        catch (Exception failed) when (failed is QueryFailedException or MacroException or PanelException)
        {
            error = failed.Message;
        }
        return new PanelAnswer(panel.Id, error, Stopwatch.GetElapsedTime(started).TotalMilliseconds, frames, ran);
    }

    /// <summary>Returns the SQL as sent to PostgreSQL.</summary>
    public static ExpandedSql Expand(Target target, IReadOnlyDictionary<string, Picked> variables, TimeWindow window) =>
        MacroExpander.Expand(VariableSubstitution.Substitute(target.RawSql, variables, window.From, window.To), window);
}
