using System.Diagnostics;
using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Variables;

namespace Analytics.DashboardPreview.Queries;

/// <summary>Runs the SQL of one panel: variables, then macros, then PostgreSQL, then the format the panel asks for.</summary>
sealed class PanelQueries(Warehouse warehouse)
{
    /// <summary>The frames, or the error in their place; only an unreachable warehouse is thrown.</summary>
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

    /// <summary>The SQL as it goes to PostgreSQL.</summary>
    public static ExpandedSql Expand(Target target, IReadOnlyDictionary<string, Picked> variables, TimeWindow window) =>
        MacroExpander.Expand(VariableSubstitution.Substitute(target.RawSql, variables, window.From, window.To), window);
}
