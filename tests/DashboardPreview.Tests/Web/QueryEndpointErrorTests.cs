using System.Net;
using System.Text;
using System.Text.Json;
using Analytics.Local.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Web;

public sealed class QueryEndpointErrorTests(SeededWarehouse warehouse)
{
    [Theory]
    [InlineData("{\"dashboard\":\"no-such\",\"from\":\"now-5m\",\"to\":\"now\"}", HttpStatusCode.NotFound)]
    [InlineData("{\"dashboard\":\"live-traffic\",\"from\":\"yesterday\",\"to\":\"now\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"dashboard\":\"live-traffic\",\"from\":\"now\",\"to\":\"now-5m\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"dashboard\":", HttpStatusCode.BadRequest)]
    [InlineData(
        """{"dashboard":"live-traffic","from":"now-5m","to":"now","variables":{"source":["$__timeFilter(",") OR true) --"]}}""",
        HttpStatusCode.BadRequest
    )]
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
    public async Task More_different_requests_than_wait_are_refused_and_equal_ones_share_an_answer()
    {
        using DashboardFiles files = new();
        files.WriteTables("slow", "SELECT count(*) FROM (SELECT generate_series(1, 1000000000000)) AS s");
        await using var preview = await RunningPreview.StartAsync(
            (await warehouse.ReadyAsync()).Options(files.Path) with
            {
                StatementTimeout = TimeSpan.FromSeconds(1),
            }
        );

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => AskAsync(number)));
        var equal = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => AskAsync(0)));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], answers.Distinct().Order());
        Assert.InRange(answers.Count(status => status == HttpStatusCode.OK), 1, 59);
        Assert.All(equal, status => Assert.Equal(HttpStatusCode.OK, status));

        async Task<HttpStatusCode> AskAsync(int number)
        {
            using StringContent content = new(
                $$"""{"dashboard":"slow","from":"now-{{number + 1}}h","to":"now"}""",
                Encoding.UTF8,
                "application/json"
            );
            using var answer = await preview.Http.PostAsync("api/query", content, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Says_that_the_warehouse_is_gone_and_recovers()
    {
        await using var database = await warehouse.CreateWarehouseAsync();
        var seeded = await warehouse.ReadyAsync();
        var here = new NpgsqlConnectionStringBuilder(database.ConnectionString(Role.Reader));
        await using var preview = await RunningPreview.StartAsync(seeded.Options() with { Warehouse = here.ConnectionString });

        await AllowAsync(seeded, database.Name, false);
        var gone = await preview.QueryAsync(RunningPreview.LastMinutes);
        await AllowAsync(seeded, database.Name, true);
        var back = await preview.QueryAsync(RunningPreview.LastMinutes);

        Assert.NotEmpty(gone.GetProperty("unreachable").GetString()!);
        Assert.Empty(gone.GetProperty("panels").EnumerateArray());
        Assert.False(back.TryGetProperty("unreachable", out _));
        Assert.Equal(14, back.GetProperty("panels").GetArrayLength());
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

    static async Task AllowAsync(Seeded seeded, string database, bool allow)
    {
        await using var admin = await seeded.Database.OpenAsync(Role.Admin);
        await using var change = new NpgsqlCommand($"ALTER DATABASE {database} ALLOW_CONNECTIONS {allow}", admin);
        await change.ExecuteNonQueryAsync();
    }
}
