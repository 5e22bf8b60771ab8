using System.Net;
using System.Text;
using System.Text.Json;
using Analytics.Local;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Web;

public sealed class QueryEndpointTests(SeededWarehouse warehouse)
{
    static readonly object _lastMinutes = new
    {
        dashboard = "live-traffic",
        from = "now-30m",
        to = "now",
    };

    [Fact]
    public async Task Answers_all_panels_at_once()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var preview = await RunningPreview.StartAsync(seeded.Options());

        var answer = await preview.QueryAsync(_lastMinutes);

        Assert.Equal(
            Enumerable.Range(1, 13),
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
    public async Task Filters_by_what_is_picked_whatever_it_says()
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

    [Theory]
    [InlineData("{\"dashboard\":\"no-such\",\"from\":\"now-5m\",\"to\":\"now\"}", HttpStatusCode.NotFound)]
    [InlineData("{\"dashboard\":\"live-traffic\",\"from\":\"yesterday\",\"to\":\"now\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"dashboard\":\"live-traffic\",\"from\":\"now\",\"to\":\"now-5m\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"dashboard\":", HttpStatusCode.BadRequest)]
    public async Task Refuses_what_it_cannot_answer(string body, HttpStatusCode expected)
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
        using StringContent content = new(body, Encoding.UTF8, "application/json");

        Assert.Equal(expected, (await preview.Http.PostAsync("api/query", content, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Takes_JSON_only_so_that_no_other_site_can_ask()
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
        using StringContent content = new("{}", Encoding.UTF8, "text/plain");

        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType,
            (await preview.Http.PostAsync("api/query", content, TestContext.Current.CancellationToken)).StatusCode
        );
    }

    [Fact]
    public async Task A_failing_or_slow_panel_says_so_and_leaves_the_others_alone()
    {
        using DashboardFiles files = new();
        files.WriteTables(
            "mixed",
            "SELECT 1 AS n",
            "SELECT nope",
            "SELECT count(*) FROM (SELECT generate_series(1, 1000000000000)) AS s",
            "SELECT $__nope(n)"
        );
        await using var preview = await RunningPreview.StartAsync(
            (await warehouse.ReadyAsync()).Options(files.Path) with
            {
                StatementTimeout = TimeSpan.FromSeconds(1),
            }
        );

        var mixed = new
        {
            dashboard = "mixed",
            from = "now-5m",
            to = "now",
        };
        var answer = (await preview.QueryAsync(mixed)).GetProperty("panels").EnumerateArray();
        var panels = answer.Select(panel => panel.TryGetProperty("error", out var error) ? error.GetString() : null).ToArray();

        Assert.Null(panels[0]);
        Assert.Contains("column \"nope\" does not exist", panels[1], StringComparison.Ordinal);
        Assert.Contains("stopped after 1 s", panels[2], StringComparison.Ordinal);
        Assert.Contains("unknown macro", panels[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_viewers_take_few_connections()
    {
        using DashboardFiles files = new();
        files.WriteTables(
            "busy",
            [
                .. Enumerable.Repeat(
                    "SELECT count(*) AS n, (SELECT count(*) FROM generate_series(1, 200000)) FROM pg_stat_activity WHERE datname = current_database() AND usename "
                        + "= current_user",
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

        // Other tests read the same database with connections of their own; 20 viewers of 8 panels would show all the same.
        Assert.All(answers.SelectMany(answer => answer.GetProperty("panels").EnumerateArray()), panel =>
            Assert.InRange(Figure(panel)!.Value, 1, 30)
        );
    }

    [Fact]
    public async Task Says_that_the_warehouse_is_gone_and_recovers()
    {
        await using var database = await warehouse.CreateWarehouseAsync();
        var seeded = await warehouse.ReadyAsync();
        var here = new NpgsqlConnectionStringBuilder(database.ConnectionString(Role.Reader));
        await using var preview = await RunningPreview.StartAsync(seeded.Options() with { Warehouse = here.ConnectionString });

        await AllowAsync(seeded, database.Name, false);
        var gone = await preview.QueryAsync(_lastMinutes);
        await AllowAsync(seeded, database.Name, true);
        var back = await preview.QueryAsync(_lastMinutes);

        Assert.NotEmpty(gone.GetProperty("unreachable").GetString()!);
        Assert.Empty(gone.GetProperty("panels").EnumerateArray());
        Assert.False(back.TryGetProperty("unreachable", out _));
        Assert.Equal(13, back.GetProperty("panels").GetArrayLength());
    }

    [Fact]
    public async Task Lists_readable_files_and_says_why_others_are_not()
    {
        using DashboardFiles files = new();
        files.WriteTables("good", "SELECT 1 AS n");
        files.Write("broken.json", "{ \"uid\": ");
        files.Write("other.json", "{ \"title\": \"no uid\" }");
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options(files.Path));

        var list = JsonDocument
            .Parse(await preview.Http.GetStringAsync("api/dashboards", TestContext.Current.CancellationToken))
            .RootElement.EnumerateArray()
            .ToArray();

        Assert.Equal(["broken.json", "good.json", "other.json"], list.Select(entry => entry.GetProperty("file").GetString()));
        Assert.Equal("good", list[1].GetProperty("uid").GetString());
        Assert.All([list[0], list[2]], entry => Assert.NotEmpty(entry.GetProperty("error").GetString()!));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await preview.Http.GetAsync("api/dashboards/none", TestContext.Current.CancellationToken)).StatusCode
        );
    }

    static double? Figure(JsonElement answer, int panel) =>
        Figure(answer.GetProperty("panels").EnumerateArray().Single(one => one.GetProperty("id").GetInt32() == panel));

    static double? Figure(JsonElement panel) =>
        panel.GetProperty("frames")[0].GetProperty("fields")[0].GetProperty("values")[0] is { ValueKind: JsonValueKind.Number } figure
            ? figure.GetDouble()
            : null;

    static async Task AllowAsync(Seeded seeded, string database, bool allow)
    {
        await using var admin = await seeded.Database.OpenAsync(Role.Admin);
        await using var change = new NpgsqlCommand($"ALTER DATABASE {database} ALLOW_CONNECTIONS {allow}", admin);
        await change.ExecuteNonQueryAsync();
    }
}
