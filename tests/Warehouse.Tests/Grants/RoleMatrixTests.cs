using Analytics.Warehouse;

namespace Warehouse.Tests.Grants;

/// <summary>Each role tries each action on each object of a real database; every action not listed here must be refused.</summary>
public sealed class RoleMatrixTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    static readonly string[] _writerCalls =
    [
        "merge_live_metrics",
        "merge_rejected_counts",
        "merge_sessions",
        "merge_historical",
        "ledger_positions",
        "put_aside",
        "reset_ledger",
        "record_heartbeat",
        "lock_holder",
    ];
    static readonly string[] _batchCalls =
    [
        "begin_batch_run",
        "end_batch_run",
        "queue_push",
        "take_pushes",
        "record_push",
        "take_schedule_lock",
        "lock_reprocess",
        "lock_holder",
        "copy_live_day",
        "compare_day",
        "apply_day",
        "fold_correction",
        "clear_staging",
        "days_to_report",
        "begin_report_day",
        "add_daily_summary",
        "add_retention",
        "add_funnel_steps",
        "add_path_steps",
        "add_page_times",
        "add_attribution",
        "erase_sessions",
        "erase_dead_letters",
        "client_texts",
        "find_texts",
        "count_texts",
        "erase_texts",
        "record_erasure",
        "set_retention",
        "record_removals",
        "expire_sessions",
        "maintain",
        "delete_old_rows",
        "kept_since",
        "lake_keeps",
        "visitors_removed",
        "unchecked_days",
        "ledger_positions",
    ];

    readonly Database _database = migrated.Database;

    public static TheoryData<string> Others { get; } = [Roles.Writer, Roles.Batch, Roles.Reader, Roles.Collector, Roles.Keys];

    [Theory]
    [MemberData(nameof(Others))]
    public void Reads_and_writes_only_what_it_may(string role)
    {
        using var admin = _database.Open();
        using var session = _database.Open(role);
        foreach (
            var table in admin.Rows(
                "SELECT oid::regclass FROM pg_class WHERE relnamespace IN ('warehouse'::regnamespace, "
                    + "'reporting'::regnamespace) AND relkind IN ('r', 'p', 'v')"
            )
        )
        {
            var mayRead = role switch
            {
                Roles.Batch => table != "warehouse.api_keys",
                Roles.Reader => table.StartsWith("reporting.", StringComparison.Ordinal),
                Roles.Collector or Roles.Keys => table == "warehouse.api_keys",
                _ => false,
            };
            Assert.True(mayRead == Attempt.May(session, $"SELECT FROM {table} LIMIT 0"), $"{role} SELECT {table}");
            var makes = role is Roles.Keys && table is "warehouse.api_keys";
            var row = makes ? $"SELECT * FROM {table} LIMIT 0" : "DEFAULT VALUES";
            Assert.True(makes == Attempt.May(session, $"INSERT INTO {table} {row}"), $"{role} INSERT {table}");
            Assert.False(Attempt.May(session, $"DELETE FROM {table}"), $"{role} DELETE {table}");
            Assert.True(
                makes == admin.Value<bool>($"SELECT has_any_column_privilege('{role}', '{table}', 'INSERT, UPDATE')"),
                $"{role} UPDATE {table}"
            );
            Assert.False(
                admin.Value<bool>($"SELECT has_any_column_privilege('{role}', '{table}', 'REFERENCES')"),
                $"{role} REFERENCES {table}"
            );
            Assert.False(
                Attempt.May(session, $"DROP {(table.StartsWith("reporting.", StringComparison.Ordinal) ? "VIEW" : "TABLE")} {table}"),
                $"{role} DROP {table}"
            );
            if (table.StartsWith("warehouse.", StringComparison.Ordinal))
                Assert.False(Attempt.May(session, $"TRUNCATE {table}"), $"{role} TRUNCATE {table}");
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Only_batch_jobs_add_rows_to_staging_and_nobody_changes_them(string role)
    {
        using var admin = _database.Open();
        using var session = _database.Open(role);
        var tables = admin.Rows("SELECT oid::regclass FROM pg_class WHERE relnamespace = 'staging'::regnamespace AND relkind = 'r'");
        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            Assert.True((role == Roles.Batch) == Attempt.May(session, $"SELECT FROM {table} LIMIT 0"), $"{role} SELECT {table}");
            Assert.True(
                (role == Roles.Batch) == Attempt.May(session, $"INSERT INTO {table} SELECT * FROM {table} LIMIT 0"),
                $"{role} INSERT {table}"
            );
            foreach (var statement in (string[])[$"DELETE FROM {table}", $"TRUNCATE {table}", $"DROP TABLE {table}"])
                Assert.False(Attempt.May(session, statement), $"{role} {statement}");
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Calls_only_what_it_may(string role)
    {
        using var admin = _database.Open();
        var allowed = role switch
        {
            Roles.Writer => _writerCalls,
            Roles.Batch => _batchCalls,
            Roles.Reader => ["open_transactions", "unchecked_days"],
            _ => [],
        };

        var may = admin.Rows(
            $"SELECT proname FROM pg_proc WHERE pronamespace IN ('warehouse'::regnamespace, 'reporting'::regnamespace) AND "
                + $"has_function_privilege('{role}', oid, 'EXECUTE')"
        );

        Assert.Equal(allowed.Order(StringComparer.Ordinal), may.Order(StringComparer.Ordinal));
        using var session = _database.Open(role);
        Assert.Equal(allowed.Contains("ledger_positions"), Attempt.May(session, "SELECT warehouse.ledger_positions('live-metrics')"));
        Assert.Equal(allowed.Contains("lock_holder"), Attempt.May(session, "SELECT warehouse.lock_holder('live-metrics')"));
        Assert.Equal(allowed.Contains("maintain"), Attempt.May(session, "SELECT warehouse.maintain()"));
        Assert.Equal(
            allowed.Contains("record_heartbeat"),
            Attempt.May(session, "SELECT warehouse.record_heartbeat('q', 'running', 0, now())")
        );
        Assert.False(Attempt.May(session, "SELECT warehouse.move_ledger('{}')"));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Creates_no_objects(string role)
    {
        using var session = _database.Open(role);
        foreach (var place in (string[])["public", "warehouse", "reporting", "staging"])
            Assert.False(Attempt.May(session, $"CREATE TABLE {place}.mine (id int)"), place);

        Assert.False(Attempt.May(session, "CREATE TEMP TABLE mine (id int)"));
        Assert.False(Attempt.May(session, "CREATE SCHEMA mine"));
        Assert.False(Attempt.May(session, $"SET ROLE {Roles.Owner}"));
    }
}
