using System.Diagnostics;
using System.Net.NetworkInformation;
using Analytics.Contracts;
using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Figures;
using Analytics.Local.Kafka;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Analytics.Testing.Waiting;
using Npgsql;

namespace Faults.Tests.Faults;

/// <summary>
/// Faults that last, or touch several parts: each part frozen, locked tables, no network, a wrong clock, new partitions, a rolling
/// restart. They take minutes, so <c>run.sh --all</c> injects them.
/// </summary>
public static class Outages
{
    /// <summary>The duration of each.</summary>
    static readonly TimeSpan _outage = TimeSpan.FromSeconds(10);

    // The time from the end of an outage to the end of its recovery.
    static readonly TimeSpan _recovery = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("F7", "tables of PostgreSQL locked", LockTablesAsync, _recovery),
        new("F9", "no network", CutNetworkAsync, _recovery),
        new("F10", "the collector frozen", stack => FreezeAsync(() => Tree(stack.Collector.Pid)), _recovery),
        new("F10", "Kafka frozen", stack => FreezeAsync(() => Tree(stack.Kafka.Pid)), _recovery),
        new("F10", "PostgreSQL frozen", stack => FreezeAsync(() => Tree(stack.Postgres.Pid)), _recovery),
        new("F10", "Spark's JVM frozen", stack => FreezeAsync(() => [stack.SparkJobs.Pid!.Value]), _recovery),
        new("F10", "the Spark application frozen", stack => FreezeAsync(() => [stack.SparkJobs.ProgramPid!.Value]), _recovery),
        new("F12", "the collector's clock jumps back and ahead by an hour", WrongClock.JumpAsync, _recovery)
        {
            ClockError = WrongClock.Error + WrongClock.Tolerance,
        },
        new("F19", "new partitions, then a rolling restart", RestartAsync, TimeSpan.FromMinutes(2)),
    ];

    static async Task LockTablesAsync(LocalStack stack)
    {
        await using var connection = new NpgsqlConnection(stack.Postgres.ConnectionString(Role.Admin) + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(
            "LOCK TABLE warehouse.event_counts_second, warehouse.sessions, warehouse.rejected_counts_minute",
            connection,
            transaction
        );
        await command.ExecuteNonQueryAsync();
        await PassAsync();
    }

    // The whole test runs in a network of its own, so this cuts every connection between its processes at once.
    static async Task CutNetworkAsync(LocalStack stack)
    {
        Assert.DoesNotContain(NetworkInterface.GetAllNetworkInterfaces(), one =>
            one.NetworkInterfaceType != NetworkInterfaceType.Loopback && one.OperationalStatus == OperationalStatus.Up
        );
        await LinkAsync("down");
        try
        {
            await PassAsync();
        }
        finally
        {
            await LinkAsync("up");
        }
    }

    static async Task LinkAsync(string state)
    {
        using var ip = Process.Start("ip", ["link", "set", "lo", state]);
        await ip.WaitForExitAsync();
        Assert.Equal(0, ip.ExitCode);
    }

    static async Task FreezeAsync(Func<IReadOnlyList<int>> processes)
    {
        var frozen = processes();
        try
        {
            Assert.All(frozen, pid => Assert.True(Signals.Send(pid, Signal.Stop)));
            await PassAsync();
        }
        finally
        {
            foreach (var pid in frozen)
                Signals.Send(pid, Signal.Continue);
        }
    }

    static IReadOnlyList<int> Tree(int? root) => [root!.Value, .. ProcessTable.ChildrenOf(root.Value)];

    static async Task RestartAsync(LocalStack stack)
    {
        using (var admin = KafkaTopics.Admin(stack.Kafka.BootstrapServers))
        {
            var partitions = admin.GetMetadata(stack.Topics.Events, TimeSpan.FromSeconds(20)).Topics[0].Partitions.Count;
            await KafkaTopics.GrowAsync(stack.Kafka.BootstrapServers, stack.Topics.Events, partitions + KafkaTopics.EventPartitions);
        }

        await using var warehouse = new WarehouseFigures(stack.Postgres.ConnectionString(Role.Admin));
        foreach (var part in (Component[])[stack.Collector, stack.SparkJobs, stack.Postgres, stack.Kafka])
        {
            // PostgreSQL waits at SIGTERM until its clients have gone, and at SIGINT ends their sessions.
            await Fault.EndAsync(part, part.Pid, part == stack.Postgres ? Signal.Interrupt : Signal.Terminate);
            var ended = TimeProvider.System.GetUtcNow();
            await Poll.UntilAsync(
                $"an event is counted that came after {part.Name} ended",
                async () => await NewestAsync(warehouse) > ended,
                TimeSpan.FromMinutes(3)
            );
        }
    }

    static async Task<DateTimeOffset?> NewestAsync(WarehouseFigures warehouse)
    {
        try
        {
            return await warehouse.NewestEventAsync(QueryNames.LiveMetrics);
        }
        catch (NpgsqlException)
        {
            return null; // PostgreSQL restarts.
        }
    }

    /// <summary>Waits while an outage lasts.</summary>
    public static Task<TimeSpan> PassAsync()
    {
        var watch = Stopwatch.StartNew();
        return Poll.UntilAsync(
            () => Task.FromResult(watch.Elapsed),
            elapsed => elapsed >= _outage,
            elapsed => $"{elapsed} of {_outage}",
            2 * _outage
        );
    }
}
