using System.Text.Json;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Web;

public sealed class QueryEndpointTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task Answers_all_panels_at_once()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var preview = await RunningPreview.StartAsync(seeded.Options());

        var answer = await preview.QueryAsync(RunningPreview.LastMinutes);

        Assert.Equal(
            Enumerable.Range(1, 14),
            answer.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("id").GetInt32()).Order()
        );
        Assert.Empty(
            answer
                .GetProperty("panels")
                .EnumerateArray()
                .Where(panel => panel.TryGetProperty("error", out _))
                .Select(panel => panel.GetProperty("error").GetString())
        );
        Assert.Equal(seeded.End * 1000, answer.GetProperty("freshness").GetProperty("completeUpTo").GetInt64());
        Assert.Equal(
            ["ios", "o'hara", "web"],
            answer.GetProperty("options").GetProperty("source").EnumerateArray().Select(value => value.GetString())
        );
    }

    [Fact]
    public async Task Filters_by_the_picked_values_whatever_their_text()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var preview = await RunningPreview.StartAsync(seeded.Options());

        var one = await preview.QueryAsync(
            new
            {
                dashboard = "live-traffic",
                from = "now-1h",
                to = "now",
                variables = new { source = new[] { "o'hara" } },
            }
        );
        var attack = await preview.QueryAsync(
            new
            {
                dashboard = "live-traffic",
                from = "now-1h",
                to = "now",
                variables = new { source = new[] { "x') OR ('1'='1" } },
            }
        );

        Assert.Equal(seeded.Events.Count(seen => seen.Code.Length == 0 && seen.Source == "o'hara"), Figure(one, 2));
        Assert.Null(Figure(attack, 2));
    }

    [Fact]
    public async Task Many_viewers_take_few_connections()
    {
        using DashboardFiles files = new();
        files.WriteTables(
            "busy",
            [
                .. Enumerable.Repeat(
                    "SELECT count(*) AS n, (SELECT count(*) FROM generate_series(1, 200000)) FROM pg_stat_activity WHERE datname = "
                        + "current_database() AND usename = current_user",
                    8
                ),
            ]
        );
        await using var preview = await RunningPreview.StartAsync(
            (await warehouse.ReadyAsync()).Options(files.Path) with
            {
                MaxConnections = 2,
            }
        );

        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 20)
                .Select(minutes =>
                    preview.QueryAsync(
                        new
                        {
                            dashboard = "busy",
                            from = $"now-{minutes}m",
                            to = "now",
                        }
                    )
                )
        );

        // Other tests also connect to this database; 20 viewers of 8 panels with a connection each would exceed 30 nevertheless.
        Assert.All(answers.SelectMany(answer => answer.GetProperty("panels").EnumerateArray()), panel =>
            Assert.InRange(Figure(panel)!.Value, 1, 30)
        );
    }

    static double? Figure(JsonElement answer, int panel) =>
        Figure(answer.GetProperty("panels").EnumerateArray().Single(one => one.GetProperty("id").GetInt32() == panel));

    static double? Figure(JsonElement panel) =>
        panel.GetProperty("frames")[0].GetProperty("fields")[0].GetProperty("values")[0] is { ValueKind: JsonValueKind.Number } figure
            ? figure.GetDouble()
            : null;
}
