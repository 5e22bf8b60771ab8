using System.Globalization;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Macros;
using DashboardPreview.Tests.Lint;
using Npgsql;

namespace DashboardPreview.Tests.Alerting;

/// <summary>
/// Runs each rule's SQL on a real PostgreSQL as the reader, after statements that let it fire and after statements that do not; each
/// case in a transaction that is rolled back.
/// </summary>
public sealed class WarehouseRulesTests(EmptyWarehouse warehouse) : IClassFixture<EmptyWarehouse>
{
    const string Silent = "";

    /// <summary>The rule, the statements, and what fires: the labels, or "no data".</summary>
    public static TheoryData<string, string, string> Cases =>
        new()
        {
            { "data-late", Beat("live-metrics", "now()", "now() - interval '16 seconds'"), "live-metrics" },
            { "data-late", Beat("live-metrics", "now()", "now() - interval '14 seconds'"), Silent },
            { "data-late", Beat("live-metrics", "now()", "NULL"), "live-metrics" },
            { "data-late", Beat("live-metrics", "now()", "now()") + Beat("lake-archive", "now()", "now() - interval '1 hour'"), Silent },
            {
                "data-late",
                Beat("live-metrics", "now()", "now()") + Beat("rejected-counts", "now()", "now() - interval '1 minute'"),
                "rejected-counts"
            },
            { "data-late", "", "no data" },
            { "query-dead", BeatsBut("live-metrics") + Beat("live-metrics", "now() - interval '31 seconds'", "now()"), "live-metrics" },
            { "query-dead", BeatsBut("live-metrics") + Beat("live-metrics", "now() - interval '29 seconds'", "now()"), Silent },
            { "query-dead", BeatsBut("sessions"), "sessions" },
            { "query-dead", "", "lake-archive live-metrics rejected-counts sessions" },
            { "query-dead", BeatsBut("") + Import("running"), "historical-metrics" },
            { "query-dead", BeatsBut("") + Import("restarting"), "historical-metrics" },
            { "query-dead", BeatsBut("") + Import("stopping"), Silent },
            { "query-dead", BeatsBut("") + Import("running") + Removed, Silent },
            { "lake-behind", Beat("lake-archive", "now()", "now() - interval '121 seconds'"), "(all)" },
            { "lake-behind", Beat("lake-archive", "now()", "now() - interval '119 seconds'"), Silent },
            { "lake-behind", Beat("live-metrics", "now()", "now()"), "no data" },
            { "rejected-share", Minute("web", 94, 6) + Minute("ios", 95, 5), "web" },
            { "rejected-share", Minute("web", 95, 5), Silent },
            { "rejected-share", Minute("web", 0, 99), Silent },
            { "rejected-share", Minute("web", 0, 1000, "20 minutes"), Silent },
            { "rejected-share", "", Silent },
            { "live-lake-difference", Difference("web", 101, 100, 0) + Difference("ios", 101, 100, 1), "web" },
            { "live-lake-difference", Difference("web", 100, 101, 0), "web" },
            { "live-lake-difference", Difference("web", 103, 100, 3), Silent },
            { "live-lake-difference", Difference("web", 102, 100, 3), "web" },
            { "live-lake-difference", Difference("web", 100, 100, 0) + OfName("web", "a", 5, 4) + OfName("web", "b", 4, 5), "web" },
            { "live-lake-difference", Difference("web", 101, 100, 0, "27 hours"), Silent },
            { "live-lake-difference", "", Silent },
            { "transaction-open", Open(16), "analytics_batch/psql" },
            { "transaction-open", Open(16, 17), "analytics_batch/psql" },
            { "transaction-open", Open(14), Silent },
            { "transaction-open", "", Silent },
            { "job-missing", Runs("report", 0, "2", "3", "4"), "report" },
            { "job-missing", Runs("report", 0, "1", "2", "3"), Silent },
            { "job-missing", Runs("report", 1, "0.5", "1.5", "2.5", "3.5"), "report" }, // Runs that fail are no good runs.
            { "job-missing", Runs("compact", 0, "6", "7") + Runs("erase", 0, "3", "4", "5"), Silent }, // By hand.
            { "job-missing", "", Silent },
            { "partitions-run-out", "", Silent },
            { "partitions-run-out", "DO $$ DECLARE part regclass; BEGIN " + DropAhead + " END $$;", "event_counts_second" },
        };

    static string Runs(string job, int exit, params string[] daysAgo) =>
        "INSERT INTO warehouse.batch_runs (run_id, job, arguments, started_at, ended_at, exit) "
        + $"SELECT days, '{job}', '', now() - days::interval, now() - days::interval, {exit} "
        + $"FROM unnest(ARRAY['{string.Join(" days', '", daysAgo)} days']) AS days;";

    // What the page on operations says of a query that was retired.
    const string Removed = "DELETE FROM warehouse.query_heartbeats WHERE query = 'historical-metrics'; ";

    const string DropAhead = """
        FOR part IN SELECT inhrelid FROM pg_inherits JOIN pg_class ON oid = inhrelid
            WHERE inhparent = 'warehouse.event_counts_second'::regclass
                AND substring(pg_get_expr(relpartbound, oid) FROM 'TO \(''([^'']+)')::timestamptz > now() + interval '36 hours'
        LOOP EXECUTE format('DROP TABLE %s', part); END LOOP;
        """;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fires_when_it_must_and_only_then(string uid, string statements, string expected)
    {
        var rule = AlertRule.All.Single(rule => rule.Uid == uid);
        await using var admin = await warehouse.OpenAsync();
        await using var rolledBack = await admin.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(admin, $"{statements} SET LOCAL ROLE analytics_reader");

        var rows = await AskAsync(admin, rule);

        Assert.Equal(expected, Firing(rule, rows));
    }

    [Fact]
    public void Every_rule_on_the_warehouse_has_a_case_of_each_kind()
    {
        var both = Cases.GroupBy(row => row.Data.Item1).Where(rule => rule.Select(row => row.Data.Item3 == Silent).Distinct().Count() == 2);

        Assert.Equal(
            AlertRule.All.Where(rule => rule.DataSource == ProvisioningTests.DataSourceUid).Select(rule => rule.Uid).Order(),
            both.Select(rule => rule.Key).Order()
        );
    }

    static async Task<Frame> AskAsync(NpgsqlConnection connection, AlertRule rule)
    {
        var sql = MacroExpander.Expand(rule.Query, rule.Window(TimeProvider.System.GetUtcNow())).Text;
        await using var query = new NpgsqlCommand(sql, connection);
        await using var reader = await query.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        return await FrameReader.ReadAsync(reader, TestContext.Current.CancellationToken);
    }

    // Grafana takes a table of one number and any texts as one value for each combination of texts.
    static string Firing(AlertRule rule, Frame rows)
    {
        if (rows.Rows == 0)
            return rule.FiresWithoutRows ? "no data" : Silent;
        var number = Assert.Single(rows.Fields, field => field.Type == FieldType.Number);
        var texts = rows.Fields.Where(field => field.Type == FieldType.Text).ToArray();
        Assert.Equal(rows.Fields.Count, texts.Length + 1);
        Assert.DoesNotContain(null, number.Values);
        var firing = Enumerable.Range(0, rows.Rows).Where(row => rule.Fires((double)number.Values[row]!));
        return string.Join(
            ' ',
            firing
                .Select(row => texts.Length == 0 ? "(all)" : string.Join('/', texts.Select(text => text.Values[row])))
                .Order(StringComparer.Ordinal)
        );
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string statements)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    // Replaces the function within the transaction by one that answers as after so many minutes, each transaction in another state.
    static string Open(params int[] minutes) =>
        "CREATE OR REPLACE FUNCTION reporting.open_transactions() RETURNS TABLE (role text, program text, state text, seconds float8) "
        + "LANGUAGE sql AS $$ VALUES "
        + string.Join(
            ", ",
            minutes.Select(
                (open, at) => $"('analytics_batch', 'psql', '{(at == 0 ? "idle in transaction" : "active")}', {open * 60}::float8)"
            )
        )
        + " $$; ";

    static string Beat(string query, string at, string completeUpTo) =>
        $"INSERT INTO warehouse.query_heartbeats (query, at, state, lag, complete_up_to) VALUES ('{query}', {at}, 'running', 0, "
        + $"{completeUpTo}); ";

    // The queries that always run, without one.
    static string BeatsBut(string query) =>
        string.Concat(
            new[] { "live-metrics", "rejected-counts", "sessions", "lake-archive" }
                .Where(one => one != query)
                .Select(one => Beat(one, "now()", "now()"))
        );

    static string Import(string state) =>
        Beat("historical-metrics", "now() - interval '1 day'", "now()")
        + $"UPDATE warehouse.query_heartbeats SET state = '{state}' "
        + "WHERE query = 'historical-metrics'; ";

    static string Minute(string source, int counted, int rejected, string ago = "1 minute") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO warehouse.event_counts_minute (bucket, events, source, name, country, device, currency, revenue)
            VALUES (date_trunc('minute', now() - interval '{ago}'), {counted}, '{source}', 'page_view', '', '', '', 0);
            INSERT INTO warehouse.rejected_counts_minute (bucket, source, code, events)
            VALUES (date_trunc('minute', now() - interval '{ago}'), '{source}', 'user_missing', {rejected});

            """
        );

    static string OfName(string run, string name, int live, int lake) =>
        "INSERT INTO warehouse.reprocess_differences (run_id, day, source, name, live, lake, duplicates, late) "
        + $"VALUES ('{run}', current_date, '{run}', '{name}', {live}, {lake}, 0, 0); ";

    static string Difference(string source, int live, int lake, int duplicates, string ago = "1 hour") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO warehouse.reprocess_runs (run_id, started_at, ended_at, from_day, to_day, days, events, duplicates, changed_rows)
            VALUES ('{source}', now() - interval '{ago}', now() - interval '{ago}', current_date, current_date, 1, {lake}, {duplicates}, 1);
            INSERT INTO warehouse.reprocess_differences (run_id, day, source, name, live, lake, duplicates, late)
            VALUES ('{source}', current_date, '{source}', '', {live}, {lake}, {duplicates}, 0);

            """
        );
}
