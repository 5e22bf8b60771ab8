using Analytics.Local.Postgres;
using Analytics.Testing.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Queries;

/// <summary>Sums over minutes of which no seconds are kept and over short ranges, and rates of slots that a range cuts.</summary>
public sealed class LiveTrafficOldRangeTests(SeededWarehouse warehouse)
{
    [Theory]
    [InlineData(0, 600, 10)]
    [InlineData(1, 600, 9)]
    [InlineData(0, 599, 9)]
    [InlineData(-59, 659, 10)]
    public async Task Every_whole_minute_counts(int begins, int ends, int minutes)
    {
        var (seeded, database, first) = await WriteAsync(
            """
            INSERT INTO warehouse.event_counts_minute (bucket, source, name, country, device, currency, events, revenue)
            SELECT bucket, 'web', 'n', 'DE', 'mobile', 'EUR', 1, 2
            FROM generate_series($1, $1 + interval '9 minutes', interval '1 minute') AS bucket
            """
        );
        await using var _ = database;
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);
        var (from, to) = (first.AddSeconds(begins), first.AddSeconds(ends));

        var names = await live.AskAsync("Top names", from, to);
        var revenue = await live.AskAsync("Revenue", from, to);

        foreach (var title in new[] { "Events", "Events by country", "Events by device" })
            Assert.Equal([minutes], (await live.AskAsync(title, from, to)).Numbers("events"));
        Assert.Equal([minutes], names.Numbers("events"));
        Assert.Equal([minutes / (double)(ends - begins)], names.Numbers("per second"), Columns.Near);
        Assert.Equal([2d * minutes], revenue.Numbers("EUR"));
    }

    [Fact]
    public async Task A_range_within_a_second_has_a_rate()
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);
        var second = DateTimeOffset.FromUnixTimeSeconds(seeded.Events.Last(one => one.Code.Length == 0).Second);

        var names = await live.AskAsync("Top names", second, second.AddMilliseconds(400));

        Assert.NotEmpty(names.Numbers("events"));
        Assert.Equal(names.Numbers("events"), names.Numbers("per second"));
    }

    [Fact]
    public async Task A_slot_that_the_range_cuts_has_the_rate_of_its_part()
    {
        var (seeded, database, first) = await WriteAsync(
            """
            INSERT INTO warehouse.rejected_counts_minute (bucket, source, code, events)
            SELECT bucket, 'web', 'unparsable', 60
            FROM generate_series($1, $1 + interval '4 days', interval '1 minute') AS bucket
            """
        );
        await using var _ = database;
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

        // Slots of some ten minutes, cut after their third and within their second minute.
        var frame = await live.AskAsync("Rejected per second by code", first.AddSeconds(130), first.AddDays(3).AddSeconds(110));

        var rates = frame.Numbers("unparsable");
        Assert.InRange(rates.Count, 100, 1000);
        Assert.All(rates, rate => Assert.Equal(1d, rate!.Value, 6));
    }

    // Rows from the noon of the day five days ago on.
    async Task<(Seeded Seeded, TestDatabase Database, DateTimeOffset First)> WriteAsync(string rows)
    {
        var seeded = await warehouse.ReadyAsync();
        var first = new DateTimeOffset(seeded.MergedAt.UtcDateTime.Date.AddDays(-4.5), TimeSpan.Zero);
        var database = await warehouse.CreateWarehouseAsync();
        await using var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using NpgsqlCommand insert = new(rows, admin) { Parameters = { new() { Value = first } } };
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return (seeded with { Database = database }, database, first);
    }
}
