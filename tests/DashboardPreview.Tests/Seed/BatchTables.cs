using System.Text;
using Npgsql;

namespace DashboardPreview.Tests.Seed;

/// <summary>Writes the invented results of batch jobs into their tables.</summary>
static class BatchTables
{
    public static async Task WriteAsync(NpgsqlConnection admin, ReportRows report, OperationRows operations)
    {
        await CopyAsync(
            admin,
            "daily_summary (day, source, visitors, new_visitors, sessions, bounces, page_views, events)",
            report.Summary.Select(row =>
                (object?[])[row.Day, row.Source, row.Visitors, row.NewVisitors, row.Sessions, row.Bounces, row.PageViews, row.PageViews]
            )
        );
        await CopyAsync(
            admin,
            "retention_cohorts (source, grain, cohort, period, visitors)",
            report.Cohorts.Select(row => (object?[])[row.Source, row.Grain, row.Cohort, row.Period, row.Visitors])
        );
        await CopyAsync(
            admin,
            "funnel_steps (funnel, day, source, breakdown, value, step, name, visitors, median_seconds)",
            report.Funnels.Select(row =>
                (object?[])[row.Funnel, row.Day, row.Source, row.Breakdown, row.Value, row.Step, row.Name, row.Visitors, row.MedianSeconds]
            )
        );
        await CopyAsync(
            admin,
            "path_steps (source, day, from_path, to_path, steps)",
            report.Paths.Select(row => (object?[])[row.Source, row.Day, row.From, row.To, row.Steps])
        );
        await CopyAsync(
            admin,
            "page_times (source, day, path, views, milliseconds)",
            report.PageTimes.Select(row => (object?[])[row.Source, row.Day, row.Path, row.Views, row.Milliseconds])
        );
        await CopyAsync(
            admin,
            "attribution_days (day, source, funnel, touch, channel, visitors)",
            report.Touches.Select(row => (object?[])[row.Day, row.Source, row.Funnel, row.Touch, row.Channel, row.Visitors])
        );
        await WriteOperationsAsync(admin, operations);
        await WriteMinutesAsync(admin, operations.EarlierMinutes);
    }

    static async Task WriteOperationsAsync(NpgsqlConnection admin, OperationRows operations)
    {
        await CopyAsync(
            admin,
            "reprocess_runs (run_id, started_at, ended_at, from_day, to_day, days, events, duplicates, changed_rows)",
            operations
                .Differences.GroupBy(row => (row.RunId, row.CorrectedAt))
                .Select(run =>
                    (object?[])
                        [
                            run.Key.RunId,
                            run.Key.CorrectedAt.AddMinutes(-5).UtcDateTime,
                            run.Key.CorrectedAt.UtcDateTime,
                            run.Min(row => row.Day),
                            run.Max(row => row.Day),
                            run.Select(row => row.Day).Distinct().Count(),
                            run.Where(row => row.Name.Length == 0).Sum(row => row.Lake),
                            run.Where(row => row.Name.Length == 0).Sum(row => row.Duplicates),
                            4L,
                        ]
                )
        );
        await CopyAsync(
            admin,
            "reprocess_differences (run_id, day, source, name, live, lake, duplicates, removed_before, late)",
            operations.Differences.Select(row =>
                (object?[])[row.RunId, row.Day, row.Source, row.Name, row.Live, row.Lake, row.Duplicates, row.RemovedBefore, row.Late]
            )
        );
        await CopyAsync(
            admin,
            "batch_runs (run_id, job, scheduled_for, started_at, ended_at, exit, rows, message)",
            operations.Runs.Select(row =>
                (object?[])
                    [
                        row.RunId,
                        row.Job,
                        row.ScheduledFor?.UtcDateTime,
                        row.StartedAt.UtcDateTime,
                        row.EndedAt?.UtcDateTime,
                        row.Exit,
                        row.Rows,
                        row.Message,
                    ]
            )
        );
        await CopyAsync(
            admin,
            "erasures (run_id, erased_at, subject_hash, source, receipt)",
            operations.Erasures.Select(
                (row, at) => (object?[])[$"erasure-{at}", row.At.UtcDateTime, Encoding.UTF8.GetBytes($"{at}"), row.Source, Json("{}")]
            )
        );
        await CopyAsync(
            admin,
            "grafana_pushes (run_id, kind, pushed_at, last_error, payload)",
            operations.Pushes.Select(
                (row, at) =>
                    (object?[])
                        [$"push-{at}", row.Kind, row.PushedAt?.UtcDateTime, row.PushedAt is null ? "Grafana does not answer" : null, "{}"]
            )
        );
    }

    static async Task WriteMinutesAsync(NpgsqlConnection admin, IReadOnlyList<MinuteRow> minutes)
    {
        await CopyAsync(
            admin,
            "event_counts_minute (bucket, events, source, name, country, device, currency, revenue)",
            minutes.Select(row => (object?[])[row.Minute.UtcDateTime, row.Counted, row.Source, "page_view", "DE", "mobile", "", 0m])
        );
        await CopyAsync(
            admin,
            "rejected_counts_minute (bucket, source, code, events)",
            minutes.Select(row => (object?[])[row.Minute.UtcDateTime, row.Source, "user_missing", row.Rejected])
        );
        await CopyAsync(
            admin,
            "late_counts_minute (bucket, source, name, events)",
            minutes.Select(row => (object?[])[row.Minute.UtcDateTime, row.Source, "page_view", row.Late])
        );
        // A property whose values are ids has more values than a dimension's limit.
        await CopyAsync(
            admin,
            "dimension_counts_minute (bucket, events, page_views, source, dimension, value, currency, revenue)",
            minutes.Select(row => (object?[])[row.Minute.UtcDateTime, row.Late, 0L, row.Source, "property:token", "(other)", "", 0m])
        );
    }

    // COPY's binary form of jsonb is its text after a version.
    static byte[] Json(string text) => [1, .. Encoding.UTF8.GetBytes(text)];

    static async Task CopyAsync(NpgsqlConnection admin, string columns, IEnumerable<object?[]> rows)
    {
        await using var copy = await admin.BeginBinaryImportAsync($"COPY warehouse.{columns} FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
            await copy.WriteRowAsync(CancellationToken.None, row!);
        await copy.CompleteAsync();
    }
}
