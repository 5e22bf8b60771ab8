using System.Globalization;
using Analytics.Warehouse;

namespace Warehouse.Tests.Views;

public sealed class FreshnessTests(WarehouseServer server) : FreshDatabase(server)
{
    [Fact]
    public void Percentiles_are_over_events_from_arrival_to_commit()
    {
        // 1,000 batches of 100 ms with events of 50 to 150 ms, and one batch with 0.5 % of the events, which waited for 2 s.
        Admin.Execute(
            """
            INSERT INTO warehouse.batches
            SELECT 'q', i, now() - interval '1 day', now() - i * interval '100 ms', 199,
            now() - (i * 100 + 150) * interval '1 ms', now() - (i * 100 + 50) * interval '1 ms', 20
            FROM generate_series(0, 999) AS i;
            INSERT INTO warehouse.batches
            SELECT 'q', 1000, now() - interval '1 day', now(), 1000, now() - interval '2 s', now() - interval '2 s', 20;
            """
        );

        var row = Freshness("p50_ms, p99_ms, max_ms, commits_per_s, newest_event_age_ms");

        Assert.InRange(row[0], 99, 101);
        Assert.InRange(row[1], 139, 151);
        Assert.InRange(row[2], 1999, 2001);
        Assert.InRange(row[3], 1001 / 300.0 - 0.01, 1001 / 300.0 + 0.01);
        Assert.InRange(row[4], 50, 5000);
    }

    [Fact]
    public void A_run_that_has_just_begun_is_measured_from_its_first_commit()
    {
        Admin.Execute(
            """
            INSERT INTO warehouse.batches
            SELECT 'q', i, now() - interval '60 s', now() - interval '20 s' + i * interval '100 ms', 500,
            now() - interval '20 s', now() - interval '20 s', 20
            FROM generate_series(1, 200) AS i
            """
        );

        var row = Freshness("commits_per_s, events_per_s");

        Assert.InRange(row[0], 8, 10.5);
        Assert.InRange(row[1], 4000, 5250);
    }

    [Fact]
    public void The_commits_of_the_run_before_do_not_count_in_the_rates_of_a_run()
    {
        Admin.Execute(
            """
            INSERT INTO warehouse.batches
            SELECT 'q', i, now() - interval '1 day', now() - interval '40 s' - i * interval '100 ms', 500,
            now() - interval '1 minute', now() - interval '1 minute', 20
            FROM generate_series(1, 2000) AS i;
            INSERT INTO warehouse.batches
            SELECT 'q', i, now() - interval '60 s', now() - interval '20 s' + i * interval '100 ms', 500,
            now() - interval '20 s', now() - interval '20 s', 20
            FROM generate_series(1, 200) AS i
            """
        );

        var row = Freshness("commits_per_s, events_per_s");

        Assert.InRange(row[0], 8, 10.5);
        Assert.InRange(row[1], 4000, 5250);
    }

    [Fact]
    public void Ages_are_never_below_zero()
    {
        Admin.Execute(
            """
            INSERT INTO warehouse.batches VALUES ('q', 1, now(), now(), 5, now() + interval '1 hour', now() + interval '2 hours', 20);
            SELECT warehouse.record_heartbeat('q', 'running', 0, now() + interval '1 hour');
            """
        );

        Assert.Equal([0, 0, 0, 0, 0], Freshness("p50_ms, p99_ms, max_ms, newest_event_age_ms, behind_ms"));
        Assert.Equal(["0|0"], Reader.Rows("SELECT newest_age_ms, oldest_age_ms FROM commits"));
    }

    [Fact]
    public void An_idle_query_is_alive_by_its_heartbeat_alone()
    {
        using var writer = Database.Open(Roles.Writer);
        writer.Execute("SELECT warehouse.record_heartbeat('lake-archive', 'running', 12, now())");

        Assert.Equal(
            ["lake-archive|running|12|null|null|0|null"],
            Reader.Rows("SELECT query, state, lag, newest_event_at, newest_event_age_ms, commits_per_s, p50_ms FROM freshness")
        );
        Assert.InRange(Reader.Value<double>("SELECT heartbeat_age_ms FROM freshness"), 0, 20_000);
        Assert.InRange(Reader.Value<double>("SELECT behind_ms FROM freshness"), 0, 20_000);
    }

    [Fact]
    public void A_batch_without_events_has_no_age()
    {
        Admin.Execute("INSERT INTO warehouse.batches VALUES ('q', 1, now(), now(), 5, NULL, NULL, 20)");

        Assert.Equal(
            ["null|null|null|null|null"],
            Reader.Rows("SELECT p50_ms, p99_ms, max_ms, newest_event_age_ms, heartbeat_age_ms FROM freshness")
        );
        Assert.Equal(["null|null"], Reader.Rows("SELECT newest_age_ms, oldest_age_ms FROM commits"));
    }

    double[] Freshness(string columns) =>
        [
            .. Assert
                .Single(Reader.Rows($"SELECT {columns} FROM freshness WHERE query = 'q'"))
                .Split('|')
                .Select(value => double.Parse(value, CultureInfo.InvariantCulture)),
        ];
}
