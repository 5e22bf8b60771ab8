using System.CommandLine;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.BatchJobs.Sources;
using Analytics.Hosting;
using Microsoft.Spark;
using Microsoft.Spark.Extensions.Delta.Tables;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Sends rejected events again through the collector, with the given members changed, and notes the outcome in each row.
/// </summary>
/// <remarks>
/// A row is noted as sent, with the id of its event, before its event is sent. A run that was interrupted in between leaves such rows in
/// doubt: the next run looks for their events in the lake, and sends those that it does not find. The collector recognizes them by the same
/// id when they have not reached the lake yet.
/// </remarks>
static class ReplayJob
{
    public static Command Command() =>
        JobCommand.Create(
            "replay",
            """
            Sends rejected events of the lake again through a collector, as of their first receipt. Without --yes it shows what
            would happen.
            Example: ./spark-submit.sh batch replay --where "code = 'currency_invalid'" --set properties.currency=EUR --limit 100
            """,
            ReplaySettings.Shared,
            ReplaySettings.Recorded,
            ReplaySettings.Unrecorded,
            (parsed, run, stopping) => RunAsync(run, ReplaySettings.Of(parsed), stopping)
        );

    public static async Task<int> RunAsync(BatchRun run, ReplaySettings settings, CancellationToken stopping)
    {
        using var http = new HttpClient { BaseAddress = settings.Collector };
        var key = (await File.ReadAllTextAsync(settings.KeyFile, stopping)).Trim();
        var collector = new CollectorClient(http, key, run.Clock, run.Say);
        await collector.CheckKeyAsync(stopping);
        if (!DeltaTable.IsDeltaTable(run.Session, run.Lake.Rejected))
        {
            run.Say($"{run.Lake.Rejected}: no Delta table yet, so nothing to replay");
            return ExitCodes.Done;
        }

        using var rows = Select(run, settings);
        var notes = new ReplayNotes(run);
        if (settings.Yes)
            notes.AddColumns();

        var count = run.Step("selecting rows", rows.Count);
        Say(run, rows, count, settings);
        var replay = new Replay(run, settings, rows, collector, notes);
        await (settings.Yes ? replay.SendAsync(count, stopping) : replay.ShowAsync(count, stopping));
        return ExitCodes.Done;
    }

    static RejectedRows Select(BatchRun run, ReplaySettings settings)
    {
        try
        {
            return new RejectedRows(run.Session, run.Lake.Rejected, settings.Where, settings.Again);
        }
        catch (Exception error) when (Failures.Jvm(error) is { } wrong)
        {
            // The sentence is recorded with the run; the condition may name a person.
            run.Say($"--where: {FirstLine(wrong)}");
            throw new JobException(
                ExitCodes.Usage,
                "--where is no condition over the columns of rejected: the run's output says why.",
                error
            );
        }
    }

    static void Say(BatchRun run, RejectedRows rows, long count, ReplaySettings settings)
    {
        foreach (var (code, number) in rows.ByCode())
            run.Say($"{code}: {number:N0}");

        foreach (var (reason, number) in rows.Skipped())
            run.Say($"skipped, {reason}: {number:N0}");

        run.Say($"{count:N0} rows can be replayed{(settings.Limit < count ? $", the first {settings.Limit:N0} of them now" : "")}");
    }

    /// <summary>Returns the first line of the message after the exception's class.</summary>
    static string FirstLine(JvmException error) => error.Message[(error.Message.IndexOf(':') + 1)..].Trim().Split('\n', 2)[0].TrimEnd();
}
