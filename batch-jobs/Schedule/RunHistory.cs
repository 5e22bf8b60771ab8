using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Schedule;

/// <summary>
/// The runs in <c>warehouse.batch_runs</c>. The schedule records the begin before it starts a run, and the end after it: so one that never
/// got as far as to record itself has a row too. A run that has recorded its own end keeps it.
/// </summary>
sealed class RunHistory(NpgsqlDataSource warehouse)
{
    /// <summary>The message of a run that was under way when its schedule was stopped.</summary>
    public const string StoppedWithSchedule = "stopped with the schedule";

    const string Abandoned = "its schedule ended without a word";

    // What the end of a schedule leaves: the schedule's own words, those of the next one, and those of a job that got its SIGTERM.
    static readonly string[] _interruptions = [StoppedWithSchedule, Abandoned, Failures.Stopped];

    /// <summary>
    /// Returns the last time for which each job ran. A run that ended with its schedule does not count, but for the second one of a time.
    /// </summary>
    /// <param name="latest">Later times are left out.</param>
    /// <param name="stopping">Stops the query.</param>
    public async Task<Dictionary<string, DateTimeOffset>> LastAsync(DateTimeOffset latest, CancellationToken stopping)
    {
        await using var command = warehouse.CreateCommand(Sql("last_runs"));
        command.Parameters.Add(new() { Value = latest.ToUniversalTime() });
        command.Parameters.Add(new() { Value = _interruptions });
        await using var reader = await command.ExecuteReaderAsync(stopping);
        var last = new Dictionary<string, DateTimeOffset>();
        while (await reader.ReadAsync(stopping))
            last[reader.GetString(0)] = reader.GetFieldValue<DateTimeOffset>(1);

        return last;
    }

    /// <summary>Records the end of runs whose schedule was killed.</summary>
    /// <returns>The job of each.</returns>
    public async Task<IReadOnlyList<string>> CloseOpenAsync(CancellationToken stopping)
    {
        var open = new List<(string Run, string Job)>();
        await using (var command = warehouse.CreateCommand(Sql("open_runs")))
        await using (var reader = await command.ExecuteReaderAsync(stopping))
        {
            while (await reader.ReadAsync(stopping))
                open.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (run, _) in open)
            await EndAsync(run, ExitCodes.Failed, Abandoned, stopping);

        return [.. open.Select(run => run.Job)];
    }

    public async Task BeginAsync(string job, RunIdentity run, CancellationToken stopping)
    {
        await using var begin = warehouse.CreateCommand($"SELECT {WarehouseFunctions.BeginBatchRun}($1, $2, '', $3, $4)");
        begin.Parameters.Add(new() { Value = run.Id });
        begin.Parameters.Add(new() { Value = job });
        begin.Parameters.Add(new() { Value = run.ScheduledFor!.Value.UtcDateTime });
        begin.Parameters.Add(new() { Value = run.LogFile! });
        await begin.ExecuteNonQueryAsync(stopping);
    }

    public async Task EndAsync(string runId, int exitCode, string? message, CancellationToken stopping)
    {
        await using var end = warehouse.CreateCommand($"SELECT {WarehouseFunctions.EndBatchRun}($1, $2, NULL, $3)");
        end.Parameters.Add(new() { Value = runId });
        end.Parameters.Add(new() { Value = exitCode });
        end.Parameters.Add(new() { Value = (object?)message ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await end.ExecuteNonQueryAsync(stopping);
    }

    static string Sql(string name) => EmbeddedText.Read(typeof(RunHistory).Assembly, name);
}
