using Analytics.Warehouse;

namespace Warehouse.Tests.Views;

public sealed class ReportingViewsTests : FreshDatabase
{
    readonly long _minute = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60;

    public ReportingViewsTests(WarehouseServer server)
        : base(server)
    {
        using var writer = Database.Open(Roles.Writer);
        writer.Merge(
            [
                new(_minute, Events: 2),
                new(_minute + 1, Name: "purchase", Currency: "EUR", Events: 1, Revenue: 12.5m),
                new(_minute + 2, Name: "purchase", Currency: "EUR", Events: 2, Revenue: 0.25m),
                new(_minute, Source: "", Name: "", Code: "unparsable", Events: 7),
                new(0, Name: "old", Events: 4),
            ],
            Batches.Of(0, 16)
        );
    }

    /// <summary>Dashboards depend on these columns: a change here needs a change there.</summary>
    public static TheoryData<string, string> Columns { get; } =
        new()
        {
            {
                "live_events",
                "bucket timestamptz, source text, name text, country text, device text, currency text, events int8, revenue numeric"
            },
            {
                "events_by_minute",
                "bucket timestamptz, source text, name text, country text, device text, currency text, events int8, revenue numeric"
            },
            {
                "revenue",
                "bucket timestamptz, source text, name text, country text, device text, currency text, events int8, revenue numeric"
            },
            {
                "reprocess_runs",
                "run_id text, started_at timestamptz, ended_at timestamptz, from_day date, to_day date, source text, days int4, "
                    + "events int8, duplicates int8, changed_rows int8"
            },
            {
                "differences",
                "bucket timestamptz, day date, source text, name text, run_id text, corrected_at timestamptz, live int8, lake int8, "
                    + "duplicates int8, removed_before int8, late int8, unexplained int8"
            },
            { "rejected_reasons", "bucket timestamptz, source text, code text, events int8" },
            { "folded_values", "bucket timestamptz, source text, dimension text, events int8" },
            {
                "batch_runs",
                "run_id text, job text, arguments text, scheduled_for timestamptz, started_at timestamptz, ended_at timestamptz, "
                    + "seconds float8, exit int4, rows int8, message text, log_file text, outcome text, is_late bool"
            },
            { "erasures", "run_id text, erased_at timestamptz, source text" },
            { "dead_letters", "bucket timestamptz, query text, reason text, events int8" },
            {
                "daily_summary",
                "bucket timestamptz, source text, visitors int8, new_visitors int8, sessions int8, bounces int8, bounce_rate float8, "
                    + "page_views int8, duration_p50_s float8, duration_p90_s float8, events int8, revenue jsonb, conversions jsonb, "
                    + "reported_at timestamptz"
            },
            { "retention", "bucket timestamptz, source text, grain text, period int4, visitors int8, cohort_visitors int8, share float8" },
            {
                "funnels",
                "bucket timestamptz, funnel text, source text, breakdown text, value text, step int4, name text, visitors int8, "
                    + "share_of_first float8, share_of_previous float8, median_seconds float8"
            },
            { "paths", "bucket timestamptz, source text, from_path text, to_path text, steps int8" },
            { "page_times", "bucket timestamptz, source text, path text, views int8, seconds numeric" },
            { "attribution", "bucket timestamptz, source text, funnel text, touch text, channel text, visitors int8" },
            { "late", "bucket timestamptz, source text, name text, events int8, newest_received_at timestamptz" },
            { "completeness", "bucket timestamptz, day timestamptz, source text, counted int8, rejected int8, late int8, other int8" },
            {
                "commits",
                "query text, committed_at timestamptz, events int8, duration_ms float8, oldest_received_at timestamptz, "
                    + "newest_received_at timestamptz, newest_age_ms float8, oldest_age_ms float8"
            },
            { "partitions", "table_name text, partitions int8, ends_at timestamptz, ahead_seconds float8" },
            {
                "pushes",
                "kind text, last_pushed_at timestamptz, age_ms float8, waiting int8, oldest_waiting_at timestamptz, last_error text"
            },
            {
                "sessions",
                "is_closed bool, source text, visitor int8, started_at timestamptz, last_at timestamptz, seconds float8, events int4, "
                    + "page_views int4, conversions int4, is_bounce bool, entry_page text, exit_page text, channel text, referrer text, "
                    + "utm_source text, utm_medium text, utm_campaign text, utm_term text, utm_content text, country text, region text, "
                    + "city text, device text, os text, browser text, locale text, app_version text, revenue jsonb"
            },
            {
                "session_spans",
                "grain text, begins_at timestamptz, source text, sessions int8, bounces int8, page_views int8, events int8, "
                    + "conversions int8, visitor_count int8, new_visitors int8, visitors _int8, durations _float8, duration_sessions _int4"
            },
            {
                "session_values",
                "day date, bucket timestamptz, dimension text, source text, value text, sessions int8, visitors int8, bounces int8, "
                    + "page_views int8, conversions int8, seconds float8"
            },
            {
                "session_revenue",
                "dimension text, grain text, begins_at timestamptz, source text, value text, currency text, sessions int8, revenue numeric"
            },
            { "sources", "source text" },
            { "active_now", "source text, last_at timestamptz" },
            { "new_visitors", "first_at timestamptz, source text" },
            {
                "dimensions",
                "bucket timestamptz, source text, dimension text, value text, currency text, events int8, page_views int8, revenue numeric"
            },
            {
                "dimension_days",
                "day date, bucket timestamptz, source text, dimension text, value text, currency text, events int8, "
                    + "page_views int8, revenue numeric"
            },
            { "dimension_names", "source text, dimension text" },
            { "bots", "bucket timestamptz, source text, browser text, events int8, page_views int8" },
            {
                "freshness",
                "query text, state text, heartbeat_at timestamptz, heartbeat_age_ms float8, lag int8, complete_up_to "
                    + "timestamptz, behind_ms float8, newest_event_at timestamptz, newest_event_age_ms float8, "
                    + "last_commit_at timestamptz, p50_ms float8, p99_ms float8, max_ms float8, commits_per_s float8, events_per_s float8"
            },
        };

    [Theory]
    [MemberData(nameof(Columns))]
    public void Has_these_columns_and_a_definition(string view, string columns)
    {
        Assert.Equal(
            columns,
            Reader.Value<string>(
                $"""
                SELECT string_agg(attname || ' ' || typname, ', ' ORDER BY attnum) FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
                WHERE attrelid = 'reporting.{view}'::regclass AND attnum > 0
                """
            )
        );
        Assert.NotEmpty(Reader.Value<string>($"SELECT obj_description('reporting.{view}'::regclass)"));
        Reader.Execute($"SELECT * FROM {view}");
    }

    [Fact]
    public void Every_view_is_held_to_its_columns() =>
        Assert.Equal(
            Columns.Select(row => row.Data.Item1).Order(StringComparer.Ordinal),
            Reader.Rows("SELECT viewname FROM pg_views WHERE schemaname = 'reporting'").Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Numbers_are_what_was_merged()
    {
        Assert.Equal(["5|12.7500"], Reader.Rows("SELECT sum(events), sum(revenue) FROM live_events"));
        Assert.Equal(
            ["old|4", "page_view|2", "purchase|3"],
            Reader.Rows("SELECT name, sum(events) FROM events_by_minute GROUP BY name ORDER BY name COLLATE \"C\"")
        );
        Assert.Equal(
            [$"{_minute}|EUR|3|12.7500"],
            Reader.Rows("SELECT extract(epoch FROM bucket)::bigint, currency, events, revenue FROM revenue")
        );
        Assert.Equal(["unparsable|7"], Reader.Rows("SELECT code, events FROM rejected_reasons"));
        Assert.Equal(["0|web|old|4"], Reader.Rows("SELECT extract(epoch FROM bucket)::bigint, source, name, events FROM late"));
        Assert.Equal(
            ["web|1970-01-01|4|0|4", "|today|0|7|0", "web|today|5|0|0"],
            Reader.Rows(
                """
                SELECT source,
                CASE WHEN day = date_trunc('day', now(), 'UTC') THEN 'today' ELSE to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD') END,
                    sum(counted), sum(rejected), sum(late)
                FROM completeness GROUP BY source, day ORDER BY day, source
                """
            )
        );
    }

    [Theory]
    [InlineData("live_events", "event_counts_second")]
    [InlineData("events_by_minute", "event_counts_minute")]
    [InlineData("revenue", "event_counts_minute")]
    [InlineData("completeness", "event_counts_minute")]
    public void A_range_on_bucket_reads_only_its_partition(string view, string table)
    {
        var literal = Admin.Value<string>(
            "SELECT format('bucket BETWEEN %L AND %L', date_trunc('day', now(), 'UTC'), date_trunc('day', now(), 'UTC') + "
                + "interval '1 hour')"
        );
        var plan = string.Join('\n', Reader.Rows($"EXPLAIN SELECT count(*) FROM {view} WHERE {literal}"));

        var scanned = System.Text.RegularExpressions.Regex.Matches(plan, $@" on {table}_\w+").Select(match => match.Value).Distinct();
        Assert.Single(scanned, name => !name.EndsWith("_pkey", StringComparison.Ordinal));
    }
}
