using Analytics.Contracts;
using Analytics.Warehouse;
using CsCheck;
using Npgsql;

namespace Warehouse.Tests.Functions;

/// <summary>Merges go on during a correction, however many rows it changes.</summary>
public sealed class CorrectionSizeTests(WarehouseServer server) : Corrections(server)
{
    [Fact]
    public void Merges_wait_for_the_last_part_of_a_correction_only()
    {
        Writer.Merge([new(Midnight + 5)], Batches.Of(0, 1));
        Compare("run", []);
        using (var applying = Batch.Begin())
        {
            Apply(Batch, "run", null);
            Writer.Execute("SET lock_timeout = '100ms'");
            Assert.Equal(
                PostgresErrorCodes.LockNotAvailable,
                Assert.Throws<PostgresException>(() => Writer.Merge([new(Midnight + 5)], Batches.Of(1, 2))).SqlState
            );
            applying.Commit();
        }

        Writer.Merge([new(Midnight + 5)], Batches.Of(1, 2));
        Assert.Equal(["1"], Admin.Rows("SELECT events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public void A_day_that_the_lake_ceased_to_keep_while_it_was_counted_stays_as_it_is()
    {
        Writer.Merge([new(Midnight + 5, Events: 3, Oldest: 1, Newest: 2)], Batches.Of(0, 3));
        Compare("run", []);
        Admin.Execute("SELECT warehouse.record_removals('events', ARRAY['web'], ARRAY[current_date])");

        Assert.Equal("AN004", Assert.Throws<PostgresException>(() => Apply(Batch, "run", null)).SqlState);
        Assert.Equal(["web|3"], Admin.Rows("SELECT source, events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    [Trait("Runs", "Alone")]
    public async Task Many_changes_count_at_once_whatever_ends_the_run_and_merges_go_on()
    {
        Writer.Merge([new(Midnight + 5, Name: "gone", Events: 3), new(Midnight + 400, Name: "event 1")], Batches.Of(0, 4));
        Begin("run");
        var changes = Stage("run", 4000);
        Assert.True(Batch.Value<bool>("SELECT pg_advisory_unlock(hashtext('analytics.reprocess'))"));
        var dying = Database.Open(Roles.Batch);
        Assert.True(dying.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));
        using (var applying = dying.Begin())
        {
            Assert.Equal(changes, Apply(dying, "run", null, mostRows: 500));
            Assert.Equal(["minute|4", "second|4"], Seen());
            applying.Commit();
        }

        Assert.Equal(["minute|4000", "second|4000"], Seen());
        Assert.Equal(["4"], Admin.Rows("SELECT sum(events) FROM warehouse.event_counts_minute"));
        for (var part = 0; part < 3; part++)
        {
            Writer.Merge([new(Midnight + 5)], Batches.Of(4 + part, 5 + part, id: part + 1));
            Assert.InRange(dying.Value<long>($"SELECT {WarehouseFunctions.FoldCorrection}(500)"), 1, 1000);
            Assert.Equal([$"minute|{4001 + part}", $"second|{4001 + part}"], Seen());
        }

        // The end of the session undoes the part that is not committed, and gives the lock away.
        dying.Begin();
        dying.Value<long>($"SELECT {WarehouseFunctions.FoldCorrection}(500)");
        Admin.Execute($"SELECT pg_terminate_backend({dying.ProcessId}, 10000)");
        Assert.Equal(["minute|4003", "second|4003"], Seen());

        Assert.True(Batch.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));
        Assert.Equal("AN003", Assert.Throws<PostgresException>(() => Compare("next", [])).SqlState);
        var merging = Task.Run(() =>
            LongestOf(30, merge => Writer.Merge([new(Midnight + 65)], Batches.Of(7 + merge, 8 + merge, id: 4 + merge)))
        );
        while (Batch.Rows($"SELECT {WarehouseFunctions.FoldCorrection}(500)") is not ["null"])
            Assert.InRange(Admin.Value<long>("SELECT sum(events)::bigint FROM reporting.live_events"), 4003, 4033);

        Assert.InRange(await merging, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Equal(["minute|4033", "second|4033"], Seen());
        Assert.Equal(["4033"], Admin.Rows("SELECT sum(events) FROM warehouse.event_counts_minute WHERE name <> 'gone'"));
        Compare("next", []);
    }

    [Fact]
    [Trait("Runs", "Alone")]
    public void A_part_of_20_000_changed_rows_holds_merges_for_less_than_two_seconds()
    {
        Begin("run");
        var changes = Stage("run", 16_000);

        var began = TimeProvider.System.GetTimestamp();
        using (var applying = Batch.Begin())
        {
            Assert.Equal(changes, Apply(Batch, "run", null));
            applying.Commit();
        }

        Assert.InRange(changes, 16_000, 20_000);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Equal(16000L, Admin.Value<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_minute"));
    }

    static TimeSpan LongestOf(int times, Action<int> work) =>
        Enumerable
            .Range(0, times)
            .Select(time =>
            {
                var began = TimeProvider.System.GetTimestamp();
                work(time);
                return TimeProvider.System.GetElapsedTime(began);
            })
            .Max();

    // The numbers that readers see.
    List<string> Seen() =>
        Admin.Rows(
            """
            SELECT 'minute', sum(events) FROM reporting.events_by_minute
            UNION ALL SELECT 'second', sum(events) FROM reporting.live_events ORDER BY 1
            """
        );

    /// <summary>Stages rows of the lake of which each changes a second and each minute's sum changes too, and compares them.</summary>
    /// <returns>The number of changes.</returns>
    long Stage(string run, int rows)
    {
        Batch.Execute(
            $"""
            INSERT INTO staging.lake_counts
            SELECT '{run}', 'second', {Midnight} + m * 60, 0, array_agg({Midnight} + m * 60 + i % 60), array_agg('web'::text),
                array_agg('event ' || i / 60), array_agg('PL'::text), array_agg('mobile'::text),
                array_agg(''::text), array_agg(1), array_agg(0), array_agg(1), array_agg(2)
            FROM generate_series(0, 9) AS m, generate_series(0, {rows / 10} - 1) AS i
            GROUP BY m
            """
        );
        return Batch.Value<long>($"SELECT {WarehouseFunctions.CompareDay}($1, $2)", run, Day);
    }
}
