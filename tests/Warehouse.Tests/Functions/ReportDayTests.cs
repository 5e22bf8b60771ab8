using Analytics.Contracts;
using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

/// <summary>The results of a day, as report replaces them.</summary>
public sealed class ReportDayTests(WarehouseServer server) : IDisposable
{
    readonly Database _database = server.CreateOwn();

    [Theory]
    [InlineData("set_retention('', 'visitors', 30)", 10, "shop|1|1|1 web|1|1|1")]
    [InlineData("set_retention('', 'visitors', 30)", 40, "shop|1|9|1 web|1|9|1")]
    [InlineData("set_retention('shop', 'visitors', 30)", 40, "shop|1|9|1 web|1|1|1")]
    [InlineData("record_removals('visitors', ARRAY['shop'], ARRAY[current_date - 30])", 40, "shop|1|9|1 web|1|1|1")]
    public void What_needs_visitors_that_the_lake_no_longer_has_stays(string call, int daysAgo, string expected)
    {
        using var admin = _database.Open();
        admin.Execute("DELETE FROM warehouse.retention");
        Report(9, 9);
        admin.Execute($"SELECT warehouse.{call}");
        Report(1, 1);

        var found = admin.Rows(
            """
            SELECT s.source, s.visitors, s.new_visitors, (SELECT string_agg(DISTINCT visitors::text, ',')
                FROM warehouse.attribution_days AS a
                WHERE a.source = s.source AND touch = 'last')
            FROM warehouse.daily_summary AS s ORDER BY 1
            """
        );
        Assert.Equal(expected, string.Join(' ', found));
        // Cohorts of the day and of its week, and first touches, are those of new visitors.
        Assert.Equal(
            admin.Rows("SELECT source, new_visitors FROM warehouse.daily_summary ORDER BY 1"),
            admin.Rows("SELECT DISTINCT source, visitors FROM warehouse.retention_cohorts ORDER BY 1")
        );
        Assert.Equal(
            admin.Rows("SELECT source, new_visitors FROM warehouse.daily_summary ORDER BY 1"),
            admin.Rows("SELECT source, visitors FROM warehouse.attribution_days WHERE touch = 'first' ORDER BY 1")
        );

        void Report(int visitors, int newVisitors)
        {
            using var batch = _database.Open(Roles.Batch);
            var day = batch.Value<DateOnly>("SELECT current_date - $1", daysAgo);
            var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
            using var transaction = batch.Begin();
            batch.Execute($"SELECT {WarehouseFunctions.BeginReportDay}($1, 'run', now())", day);
            foreach (var source in (string[])["shop", "web"])
            {
                Add(
                    WarehouseFunctions.AddRetention,
                    $$"""{"source":"{{source}}","grain":"day","cohort":"{{day.AddDays(-1):O}}","period":1,"visitors":{{newVisitors}} }""",
                    $$"""{"source":"{{source}}","grain":"week","cohort":"{{monday:O}}","period":0,"visitors":{{newVisitors}} }"""
                );
                Add(WarehouseFunctions.AddAttribution, Touch("first"), Touch("last"));
                Add(
                    WarehouseFunctions.AddDailySummary,
                    $$"""
                    {"day":"{{day:O}}","source":"{{source}}","visitors":{{visitors}},"new_visitors":{{newVisitors}},"sessions":1,
                    "bounces":1,"page_views":1,"events":1,"revenue":{} }
                    """
                );

                string Touch(string touch) =>
                    $$"""
                        {"day":"{{day:O}}","source":"{{source}}","funnel":"f","touch":"{{touch}}",
                        "channel":"direct","visitors":{{newVisitors}} }
                        """;
            }

            transaction.Commit();

            void Add(string function, params string[] rows) => batch.Execute($"SELECT {function}($1)", $"[{string.Join(',', rows)}]");
        }
    }

    [Fact]
    public void A_source_that_has_no_events_left_keeps_its_new_visitors_and_nothing_else()
    {
        using var admin = _database.Open();
        admin.Execute(
            """
            DELETE FROM warehouse.retention;
            SELECT warehouse.set_retention('', 'visitors', 30);
            INSERT INTO warehouse.daily_summary (day, source, visitors, new_visitors, sessions, bounces, page_views, events, revenue)
            VALUES (current_date - 40, 'web', 7, 3, 8, 2, 9, 10, '{"EUR": 1}'), (current_date - 40, 'app', 7, 0, 8, 2, 9, 10, '{}');
            SELECT warehouse.begin_report_day(current_date - 40, 'run', now())
            """
        );

        Assert.Equal(
            ["web|0|3|0|0|{}"],
            admin.Rows("SELECT source, visitors, new_visitors, sessions, events, revenue FROM warehouse.daily_summary")
        );
    }

    [Fact]
    public void A_day_that_reprocess_corrected_before_the_report_read_it_is_not_due()
    {
        using var batch = _database.Open();
        batch.Execute(
            """
            INSERT INTO warehouse.batch_runs (run_id, job, arguments, started_at) VALUES ('run', 'report', '', now() - interval '1 hour');
            INSERT INTO warehouse.reprocess_runs (run_id, started_at, ended_at, from_day, to_day)
            VALUES ('r', now(), now() - interval '2 minutes', current_date - 5, current_date - 5);
            INSERT INTO warehouse.reprocess_differences (run_id, day, source, name, live, lake, duplicates, late)
            VALUES ('r', current_date - 5, 'web', '', 1, 1, 0, 0);
            SELECT warehouse.begin_report_day(current_date - 5, 'run', now() - interval '1 minute')
            """
        );
        const string due = $"SELECT {WarehouseFunctions.DaysToReport}(ARRAY[current_date - 5])";
        Assert.Empty(batch.Rows(due));

        batch.Execute("SELECT warehouse.begin_report_day(current_date - 5, 'run', now() - interval '3 minutes')");
        Assert.Single(batch.Rows(due));
    }

    public void Dispose() => _database.Dispose();
}
