using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Npgsql;

namespace Faults.Tests.Faults;

/// <summary>A fault that is injected during traffic.</summary>
/// <param name="Name">The name in words, for the table.</param>
/// <param name="InjectAsync">Injects the fault; returns when the part is down.</param>
/// <param name="Recovery">The target time until new events are counted; the test allows three times that on a shared machine.</param>
public sealed record Fault(string Name, Func<LocalStack, Task> InjectAsync, TimeSpan Recovery)
{
    /// <summary>All faults. The launcher's supervisor restarts the parts that end, as in a local run.</summary>
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
