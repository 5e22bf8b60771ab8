using System.Net;
using System.Net.Sockets;
using Analytics.Local.Postgres;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Monitoring;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace SparkJobs.Tests.Monitoring;

/// <summary>The figures of a real JVM, and of a real PostgreSQL as the role of the jobs.</summary>
public sealed class ResourceWatchTests(SparkFixture spark, TestEnvironment environment)
{
    [Fact]
    public async Task The_JVM_tells_its_heap_its_collections_and_its_threads()
    {
        Assert.NotNull(spark.Session);
        var figures = new JvmFigures();
        figures.Read();
        var collecting = await ExportedMetrics.ValueAsync("stream_jvm_gc_seconds_total");

        // Each call collects the whole heap of a JVM with many classes, which takes at least a millisecond.
        Jvm.CallStatic("java.lang.System", "gc");
        figures.Read();

        const double mebi = 1024 * 1024;
        var used = await ExportedMetrics.ValueAsync("stream_jvm_heap_used_bytes");
        var limit = await ExportedMetrics.ValueAsync("stream_jvm_heap_limit_bytes");
        Assert.InRange(limit, 800 * mebi, 1024 * mebi); // The fixture's heap, of which the JVM leaves out one survivor space.
        Assert.InRange(used, 10 * mebi, limit);
        Assert.InRange(await ExportedMetrics.ValueAsync("stream_jvm_threads"), 20, 1_000);
        Assert.InRange(await ExportedMetrics.ValueAsync("stream_jvm_gc_seconds_total"), collecting + 0.001, collecting + 60);
    }

    [Fact]
    public async Task The_role_of_the_jobs_may_read_the_warehouses_figures()
    {
        await using var database = await environment.CreateWarehouseAsync();
        await using var warehouse = NpgsqlDataSource.Create(database.ConnectionString(Role.Writer));

        await new WarehouseFigures(warehouse).ReadAsync(TestContext.Current.CancellationToken);

        var connections = await ExportedMetrics.ValueAsync("stream_warehouse_connections");
        Assert.InRange(connections, 1, await ExportedMetrics.ValueAsync("stream_warehouse_connections_limit"));
        Assert.InRange(await ExportedMetrics.ValueAsync("stream_warehouse_bytes"), 5e6, 1e9);
        WarehouseFigures.Forget();
        Assert.DoesNotContain(await ExportedMetrics.LinesAsync(), line =>
            line.StartsWith("stream_warehouse_bytes", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task It_goes_on_while_PostgreSQL_is_away_and_ends_when_it_is_stopped()
    {
        Assert.NotNull(spark.Session);
        using var away = new TcpListener(IPAddress.Loopback, 0);
        away.Start();
        var port = ((IPEndPoint)away.LocalEndpoint).Port;
        await using var warehouse = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=nobody;SSL Mode=Disable");
        using var stopping = new CancellationTokenSource();
        var clock = new FakeTimeProvider();
        var watch = new ResourceWatch(warehouse, clock, NullLogger.Instance).RunAsync(stopping.Token);

        for (var reading = 0; reading < 3; reading++)
        {
            await Poll.UntilAsync($"reading {reading} reaches the port", () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return away.Pending();
            });
            (await away.AcceptSocketAsync(TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.False(watch.IsCompleted);
        await stopping.CancelAsync();
        await watch;
    }
}
