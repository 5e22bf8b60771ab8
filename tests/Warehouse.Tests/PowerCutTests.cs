using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Testing.Disks;
using Analytics.Testing.Waiting;

namespace Warehouse.Tests;

/// <summary>The power is cut at random moments while batches are merged: sums and ledger then agree.</summary>
[Trait("Fault", "F15")]
public sealed class PowerCutTests
{
    const int Cuts = 10;
    const int Megabytes = 1000;
    const int EventsPerBatch = 10;

    /// <param name="isFlushed">
    /// Whether a commit waits until it is on the disk. The live queries do not wait: they read what a crash has lost from Kafka again.
    /// </param>
    [Theory(Explicit = true)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merged_batch_is_there_whole_at_any_moment_and_a_lost_one_is_lost_from_sums_and_ledger(bool isFlushed)
    {
        using var disk = CutDisk.Mount(Megabytes);
        await using var server = await StartAsync(disk.Path);
        await server.MigrateAsync(TestContext.Current.CancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var merged = 0L;
        void Merge()
        {
            using var writer = new Session(server.ConnectionString(Role.Writer));
            writer.Execute($"SET synchronous_commit = {(isFlushed ? "on" : "off")}");
            var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            while (!over.IsCancellationRequested)
            {
                var end = merged + EventsPerBatch;
                writer.Merge([new(second + (end / EventsPerBatch % 60), Events: EventsPerBatch)], Batches.Of(merged, end));
                Volatile.Write(ref merged, end);
            }
        }

        var merging = Task.Run(Merge, TestContext.Current.CancellationToken);
        var random = new Random();
        for (var cut = 0; cut < Cuts; cut++)
        {
            var enough = Volatile.Read(ref merged) + (EventsPerBatch * random.Next(1, 100));
            await Poll.UntilAsync($"{enough} events are merged", () => Volatile.Read(ref merged) >= enough || merging.IsCompleted);
            if (merging.IsCompleted)
                await merging;
            var acknowledged = Volatile.Read(ref merged);
            var (next, events) = await RecoveredAsync(disk.Cut());
            disk.Discard();
            Assert.True(next >= acknowledged || !isFlushed, $"Offsets up to {acknowledged} were merged, and the ledger is at {next}.");
            Assert.Equal(next, events);
        }

        await over.CancelAsync();
        await merging;
    }

    static async Task<(long Next, long Events)> RecoveredAsync(string disk)
    {
        // After a power cut no process has the id that the file holds.
        File.Delete(Path.Combine(disk, "run", "postgres", "data", "postmaster.pid"));
        await using var server = await StartAsync(disk);
        using var admin = new Session(server.ConnectionString(Role.Admin) + ";Pooling=false");
        return (
            admin.Value<long>(
                "SELECT coalesce(sum(next_offset), 0)::bigint FROM warehouse.ingest_ledger WHERE query = $1",
                QueryNames.LiveMetrics
            ),
            admin.Value<long>("SELECT coalesce(sum(events), 0)::bigint FROM warehouse.event_counts_minute")
        );
    }

    static async Task<PostgresServer> StartAsync(string disk)
    {
        var run = Path.Combine(disk, "run");
        Directory.CreateDirectory(run);
        var server = new PostgresServer(run);
        await server.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(Path.Combine(run, "postgres", "data", "PG_VERSION")), "The cluster is not on the disk.");
        return server;
    }
}
