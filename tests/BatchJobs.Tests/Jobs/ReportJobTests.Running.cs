using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Settings;
using Analytics.Local.Postgres;
using BatchJobs.Tests.Reports;
using BatchJobs.Tests.Sinks;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

/// <content>Runs the job, and reads its results.</content>
public sealed partial class ReportJobTests
{
    async Task AssertDayAsync(DateOnly day)
    {
        var plain = new PlainReport(reported.Visits, day);
        var bucket = $"bucket = '{day:O}Z'";
        await AssertLinesAsync(
            plain.Summary(),
            $"""
            concat_ws('|', source, visitors, new_visitors, sessions, bounces, page_views,
                coalesce(to_char(duration_p50_s, 'FM99990.00'), ''),
                coalesce(to_char(duration_p90_s, 'FM99990.00'), ''), events,
                (SELECT coalesce(string_agg(key || '=' || value, ' ' ORDER BY key COLLATE "C"), '') FROM jsonb_each_text(revenue)))
            FROM reporting.daily_summary WHERE {bucket}
            """
        );
        await AssertLinesAsync(plain.Steps(), $"concat_ws('|', source, from_path, to_path, steps) FROM reporting.paths WHERE {bucket}");
        await AssertLinesAsync(
            plain.PageTimes(),
            $"concat_ws('|', source, path, views, (seconds * 1000)::bigint) FROM reporting.page_times WHERE {bucket}"
        );
        await AssertLinesAsync(
            plain.Funnel(_funnel),
            $"""
            concat_ws('|', funnel, source, step, visitors, coalesce(to_char(median_seconds, 'FM99990.00'), ''))
            FROM reporting.funnels WHERE breakdown = '' AND {bucket}
            """
        );
        await AssertLinesAsync(
            plain.Attribution(_funnel),
            $"concat_ws('|', source, funnel, touch, channel, visitors) FROM reporting.attribution WHERE {bucket}"
        );
        await AssertLinesAsync(
            plain.Retention().Where(line => line.Contains("|day|", StringComparison.Ordinal)),
            $"""
            concat_ws('|', source, grain, to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD'), period, visitors)
            FROM reporting.retention WHERE grain = 'day' AND bucket + period * interval '1 day' = '{day:O}Z'
            """
        );
        await AssertLinesAsync(
            plain
                .Funnel(_funnel)
                .Select(line => line.Split('|'))
                .Where(row => row[2] == $"{_funnel.Steps.Count}")
                .Select(row => $"{row[1]}|{row[3]}"),
            $"concat_ws('|', source, conversions ->> 'buy') FROM reporting.daily_summary WHERE conversions ? 'buy' AND {bucket}"
        );
    }

    /// <summary>The last push is the results of these days, the newest of them last in each channel.</summary>
    async Task AssertPushedAsync(params IReadOnlyList<DateOnly> days)
    {
        var lines = _grafana!.Frames.Last();
        Assert.Equal(LiveFigures.OfReport, lines.Select(line => line.Name).Distinct());
        foreach (var channel in lines.GroupBy(line => line.Name))
        {
            Assert.Equal(channel.Select(line => line.At).Order(), channel.Select(line => line.At));
            Assert.InRange(channel.Count(), 1, LiveFigures.MostLines);
        }

        var among = $"IN ({string.Join(", ", days.Select(day => $"'{day:O}Z'"))})";
        await AssertPushedAsync("day", $"events, source FROM reporting.daily_summary WHERE bucket {among}", "events", "source");
        await AssertPushedAsync(
            "retention",
            $"""
            visitors, source, period FROM reporting.retention
            WHERE grain = 'day' AND bucket + period * interval '24 hours' {among}
            """,
            "visitors",
            "source",
            "period"
        );
        await AssertPushedAsync(
            "funnel",
            $"visitors, funnel, source, step FROM reporting.funnels WHERE breakdown = '' AND bucket {among}",
            "visitors",
            "funnel",
            "source",
            "step"
        );
    }

    async Task AssertPushedAsync(string channel, string select, string field, params IReadOnlyList<string> tags) =>
        Assert.Equal(
            await LinesAsync($"SELECT concat_ws('|', {select.Replace(" FROM", ") FROM", StringComparison.Ordinal)}"),
            _grafana!
                .Frames.Last()
                .Where(line => line.Name == channel)
                .Select(line => string.Join('|', tags.Select(tag => line.Tags[tag]).Prepend($"{line.Fields[field]}")))
                .Order(StringComparer.Ordinal)
        );

    async Task AssertLinesAsync(IEnumerable<string> expected, string select) =>
        Assert.Equal(expected, await LinesAsync($"SELECT {select}"));

    /// <summary>Every result in the warehouse but the times at which they were computed.</summary>
    async Task<IReadOnlyList<string>> ResultsAsync()
    {
        string[] tables = ["daily_summary", "retention_cohorts", "funnel_steps", "path_steps", "page_times", "attribution_days"];
        return await LinesAsync(
            string.Join(" UNION ALL ", tables.Select(table => $"SELECT '{table} ' || t::text FROM warehouse.{table} AS t"))
        );
    }

    Task<IReadOnlyList<string>> ReportedAsync() => LinesAsync("SELECT concat(day, ' ', run_id) FROM warehouse.report_days");

    /// <summary>Writes the rows of a reprocess that has corrected the day.</summary>
    Task CorrectAsync(DateOnly day) =>
        ExecuteAsync(
            $"""
            INSERT INTO warehouse.reprocess_runs (run_id, started_at, ended_at, from_day, to_day)
            VALUES ('r', now(), now(), '{day:O}', '{day:O}');
            INSERT INTO warehouse.reprocess_differences VALUES ('r', '{day:O}', 'web', '', 1, 1, 0, 0);
            """
        );

    /// <summary>Reports while reprocess has the lock, which corrects a day and ends.</summary>
    async Task<int> ReportAfterReprocessAsync(DateOnly corrected)
    {
        await using var reprocess = await HeldLock.TakeAsync(_warehouse!);
        var report = Task.Run(() => ReportAsync(wait: TimeSpan.FromMinutes(10)));
        await reprocess.WaitedForAsync(report);
        await CorrectAsync(corrected);
        await reprocess.ReleaseAsync();
        return await report;
    }

    Task<int> ReportAsync(DateOnly? day = null, Funnel? funnel = null, TimeSpan wait = default) =>
        ReportedLake.ReportAsync(
            Lake,
            _warehouse!,
            new(new Uri(_grafana!.Url + "/"), TokenFile),
            new(day, _yesterday, [funnel ?? _funnel], wait)
        );

    async Task<IReadOnlyList<string>> LinesAsync(string sql) =>
        [.. (await _warehouse!.LinesAsync(Role.Admin, sql)).Order(StringComparer.Ordinal)];

    async Task ExecuteAsync(string sql)
    {
        await using var admin = await _warehouse!.OpenAsync(Role.Admin);
        await using var command = new NpgsqlCommand(sql, admin);
        await command.ExecuteNonQueryAsync();
    }
}
