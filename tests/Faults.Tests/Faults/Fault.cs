using Analytics.Local;
using Npgsql;

namespace Faults.Tests.Faults;

/// <summary>Something that goes wrong while traffic flows.</summary>
/// <param name="Name">In words, for the table.</param>
/// <param name="InjectAsync">Does it, and returns when what it hit is down.</param>
/// <param name="Recovery">How soon after it new events are to be counted; three times that fails, since the machine is shared.</param>
public sealed record Fault(string Name, Func<LocalStack, Task> InjectAsync, TimeSpan Recovery)
{
    /// <summary>Every fault. What ends is started again by the launcher's supervisor, as in a local run.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(
            "kill -9 of the Spark application",
            stack => EndAsync(stack.SparkJobs, stack.SparkJobs.ProgramPid, Signal.Kill),
            TimeSpan.FromSeconds(30)
        ),
        new("kill -9 of Spark's JVM", stack => EndAsync(stack.SparkJobs, stack.SparkJobs.Pid, Signal.Kill), TimeSpan.FromSeconds(30)),
        new(
            "immediate shutdown of PostgreSQL",
            stack => EndAsync(stack.Postgres, stack.Postgres.Pid, Signal.Quit),
            TimeSpan.FromSeconds(15)
        ),
        new("kill -9 of PostgreSQL", stack => EndAsync(stack.Postgres, stack.Postgres.Pid, Signal.Kill), TimeSpan.FromSeconds(15)),
        new("kill -9 of a PostgreSQL backend", KillBackendAsync, TimeSpan.FromSeconds(15)),
        new("kill -9 of Kafka", stack => EndAsync(stack.Kafka, stack.Kafka.Pid, Signal.Kill), TimeSpan.FromSeconds(60)),
        new("kill -9 of the collector", stack => EndAsync(stack.Collector, stack.Collector.Pid, Signal.Kill), TimeSpan.FromSeconds(15)),
    ];

    static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    static async Task EndAsync(Component component, int? process, Signal signal)
    {
        var exited = component.Exited;
        Assert.True(process is { } pid && Signals.Send(pid, signal), $"{component.Name} does not run.");
        await exited.WaitAsync(_limit);
    }

    // The backend of the live query's held connection: the postmaster then ends all others and recovers by itself.
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
