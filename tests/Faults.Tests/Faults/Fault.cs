using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Npgsql;

namespace Faults.Tests.Faults;

/// <summary>A fault that is injected during traffic.</summary>
/// <param name="Id">Its row in docs/faults.md.</param>
/// <param name="Name">The name in words, for the table.</param>
/// <param name="InjectAsync">Injects the fault; returns when the part is down, or when an outage is over.</param>
/// <param name="Recovery">The target time until new events are counted; the test allows three times that, more on a slow machine.</param>
public sealed record Fault(string Id, string Name, Func<LocalStack, Task> InjectAsync, TimeSpan Recovery)
{
    /// <summary>The error of the collector's clock during the fault.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>Killed processes. The launcher's supervisor restarts the parts that end, as in a local run.</summary>
    public static IReadOnlyList<Fault> Kills { get; } =
    [
        new(
            "F5",
            "kill -9 of the Spark application",
            stack => EndAsync(stack.SparkJobs, stack.SparkJobs.ProgramPid, Signal.Kill),
            TimeSpan.FromSeconds(30)
        ),
        new("F5", "kill -9 of Spark's JVM", stack => EndAsync(stack.SparkJobs, stack.SparkJobs.Pid, Signal.Kill), TimeSpan.FromSeconds(30)),
        new(
            "F6",
            "immediate shutdown of PostgreSQL",
            stack => EndAsync(stack.Postgres, stack.Postgres.Pid, Signal.Quit),
            TimeSpan.FromSeconds(15)
        ),
        new("F6", "kill -9 of PostgreSQL", stack => EndAsync(stack.Postgres, stack.Postgres.Pid, Signal.Kill), TimeSpan.FromSeconds(15)),
        new("F6", "kill -9 of a PostgreSQL backend", KillBackendAsync, TimeSpan.FromSeconds(15)),
        new("F3", "kill -9 of Kafka", stack => EndAsync(stack.Kafka, stack.Kafka.Pid, Signal.Kill), TimeSpan.FromSeconds(60)),
        new(
            "F1",
            "kill -9 of the collector",
            stack => EndAsync(stack.Collector, stack.Collector.Pid, Signal.Kill),
            TimeSpan.FromSeconds(15)
        ),
    ];

    static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    /// <summary>Ends a process by a signal and waits until it is gone.</summary>
    public static async Task EndAsync(Component component, int? process, Signal signal)
    {
        var exited = component.Exited;
        Assert.True(process is { } pid && Signals.Send(pid, signal), $"{component.Name} does not run.");
        await exited.WaitAsync(_limit);
    }

    // The victim is the backend of the live query's held connection: the postmaster then ends all other backends and recovers.
    static async Task KillBackendAsync(LocalStack stack)
    {
        await using var connection = new NpgsqlConnection(stack.Postgres.ConnectionString(Role.Admin) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'analytics live-metrics' LIMIT 1",
            connection
        );
        var backend = (int?)await command.ExecuteScalarAsync();
        Assert.True(backend is { } pid && Signals.Send(pid, Signal.Kill), "The live query holds no connection.");
    }
}
