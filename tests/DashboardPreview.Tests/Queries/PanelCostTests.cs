using System.Text.Json.Nodes;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Queries;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>
/// Limits the cost of a refresh a second by the rows that a query's steps read, which does not depend on the machine's load.
/// </summary>
public sealed class PanelCostTests(SeededWarehouse warehouse)
{
    // The seed has some 5,000 rows of counts and 250 of batches; a nested loop over either reads far more rows.
    const double MostRows = 30_000;

    public static TheoryData<string> Names => GrafanaFiles.DashboardNames;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_step_of_a_query_touches_rows_again_and_again(string name)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, name);
        var from = RelativeTime.Parse($"now-{GrafanaFiles.Ranges(name)[1]}", seeded.MergedAt);
        var picked = await shown.PickAsync(from, seeded.MergedAt, []);

        foreach (var panel in shown.Dashboard.Panels)
        {
            var window = TimeWindow.Of(from, seeded.MergedAt, panel.MaxDataPoints, panel.MinInterval);
            foreach (var target in panel.Targets)
            {
                var sql = PanelQueries.Expand(target, picked, window).Text;
                var frame = await shown.Warehouse.QueryAsync(
                    $"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}",
                    TestContext.Current.CancellationToken
                );
                var most = Steps(JsonNode.Parse((string)frame.Fields[0].Values[0]!)![0]!["Plan"]!).Max();

                Assert.True(most <= MostRows, $"panel {panel.Id} '{panel.Title}': a step touches {most:N0} rows");
            }
        }
    }

    static IEnumerable<double> Steps(JsonNode plan) =>
        (plan["Plans"] as JsonArray ?? [])
            .SelectMany(child => Steps(child!))
            .Append((Number(plan["Actual Rows"]) + Number(plan["Rows Removed by Filter"])) * Number(plan["Actual Loops"]));

    static double Number(JsonNode? node) => (double?)node ?? 0;
}
