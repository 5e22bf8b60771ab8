using Analytics.Contracts;
using Analytics.Hosting.Processes;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Analytics.Testing.Waiting;
using Npgsql;

namespace Faults.Tests.Faults;

/// <summary>Spark's JVM killed -9 at chosen moments of a batch, each found from outside of the process.</summary>
public static class Phases
{
    const string Victim = "kill -9 of Spark's JVM";

    static readonly TimeSpan _recovery = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<Fault> All { get; } =
    [
        Of("within a live transaction", WithinTransactionAsync),
        Of("after a live transaction", AfterTransactionAsync),
        Of("between the archive's offsets and its commit", stack => AtFileAsync(stack, Path.Combine(CheckpointOf(stack), "offsets"))),
        Of("between the archive's commit and the end of its batch", stack =>
            AtFileAsync(stack, Path.Combine(stack.Lake, LakeTables.Events, "_delta_log"))
        ),
    ];

    static Fault Of(string moment, Func<LocalStack, Task> inject) => new("F5", $"{Victim} {moment}", inject, _recovery);

    // The locked table stops the merge after it has begun.
    static async Task WithinTransactionAsync(LocalStack stack)
    {
        await using var connection = await OpenAsync(stack);
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, "LOCK TABLE warehouse.event_counts_second");
        await using var other = await OpenAsync(stack);
        await Poll.UntilAsync("the live query waits for the lock", async () =>
            await RunAsync(
                other,
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'analytics live-metrics' AND wait_event_type = 'Lock'"
            )
                is 1
        );
        await KillAsync(stack);
    }

    // PostgreSQL sends a notification once its transaction is committed.
    static async Task AfterTransactionAsync(LocalStack stack)
    {
        await using var connection = await OpenAsync(stack);
        await RunAsync(
            connection,
            """
            CREATE FUNCTION public.tell_merge() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN PERFORM pg_notify('merged', NEW.query); RETURN NULL; END $$;
            CREATE TRIGGER tell_merge AFTER INSERT ON warehouse.batches FOR EACH ROW
            WHEN (NEW.query = 'live-metrics') EXECUTE FUNCTION public.tell_merge();
            LISTEN merged;
            """
        );
        try
        {
            Assert.True(await connection.WaitAsync(Poll.Deadline), "No live batch was merged.");
            await KillAsync(stack);
        }
        finally
        {
            await RunAsync(connection, "DROP FUNCTION public.tell_merge() CASCADE");
        }
    }

    // Kills the JVM within the call that reports a new file of the folder.
    static async Task AtFileAsync(LocalStack stack, string folder)
    {
        var exited = stack.SparkJobs.Exited;
        var (jvm, checkpoint) = (stack.SparkJobs.Pid!.Value, CheckpointOf(stack));
        var killed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(folder);
        watcher.Created += (_, file) => Kill(file.Name!);
        watcher.Renamed += (_, file) => Kill(file.Name!);
        watcher.EnableRaisingEvents = true;
        var hit = await killed.Task.WaitAsync(Poll.Deadline, TestContext.Current.CancellationToken);
        await exited.WaitAsync(Poll.Deadline);
        Assert.True(hit, $"The batch had ended before the JVM was killed at a file of {folder}.");

        void Kill(string file)
        {
            if (!char.IsAsciiDigit(file[0]) || file.Contains("checkpoint", StringComparison.Ordinal) || killed.Task.IsCompleted)
                return;
            Signals.Send(jvm, Signal.Kill);
            killed.TrySetResult(Newest(checkpoint, "offsets") > Newest(checkpoint, "commits"));
        }
    }

    static int Newest(string checkpoint, string log) =>
        Directory
            .EnumerateFiles(Path.Combine(checkpoint, log))
            .Select(file => int.TryParse(Path.GetFileName(file), out var batch) ? batch : -1)
            .Append(-1)
            .Max();

    static string CheckpointOf(LocalStack stack) =>
        Directory
            .EnumerateDirectories("/dev/shm", $"analytics-checkpoint-{stack.SparkJobs.ProgramPid}-{QueryNames.LakeArchive}-*")
            .Single();

    static Task KillAsync(LocalStack stack) => Fault.EndAsync(stack.SparkJobs, stack.SparkJobs.Pid, Signal.Kill);

    static async Task<NpgsqlConnection> OpenAsync(LocalStack stack)
    {
        var connection = new NpgsqlConnection(stack.Postgres.ConnectionString(Role.Admin) + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
