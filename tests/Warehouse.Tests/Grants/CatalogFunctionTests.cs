using System.Text.RegularExpressions;
using Analytics.Warehouse;

namespace Warehouse.Tests.Grants;

/// <summary>No role can lock, write, sleep or signal by a function of pg_catalog that it does not need.</summary>
public sealed class CatalogFunctionTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    // One call of each family of functions.
    const string WriterLock = "pg_try_advisory_lock(1)";

    static readonly string[] _dangerous =
    [
        WriterLock,
        "pg_advisory_lock(1)",
        "pg_advisory_lock(1, 2)",
        "pg_advisory_lock_shared(1)",
        "pg_advisory_xact_lock(1)",
        "pg_advisory_xact_lock_shared(1, 2)",
        "pg_try_advisory_lock(1, 2)",
        "pg_try_advisory_lock_shared(1)",
        "pg_try_advisory_xact_lock(1)",
        "pg_try_advisory_xact_lock_shared(1)",
        "lo_creat(-1)",
        "lo_create(0)",
        "lo_from_bytea(0, 'x')",
        "lo_put(1, 0, 'x')",
        "lo_open(1, 131072)",
        "lowrite(0, 'x')",
        "lo_unlink(1)",
        "lo_import('/etc/hostname')",
        "lo_export(1, '/tmp/x')",
        "pg_sleep(0)",
        "pg_sleep_for('0')",
        "pg_sleep_until(now())",
        "pg_notify('x', 'y')",
        "pg_export_snapshot()",
        "pg_logical_emit_message(false, 'x', 'y')",
        "pg_cancel_backend(0)",
        "pg_terminate_backend(0)",
        "pg_reload_conf()",
        "pg_switch_wal()",
        "pg_create_restore_point('x')",
        "pg_stat_reset()",
        "pg_read_file('PG_VERSION')",
        "pg_ls_dir('.')",
    ];

    readonly Database _database = migrated.Database;

    public static TheoryData<string> Others { get; } = [Roles.Writer, Roles.Batch, Roles.Reader, Roles.Collector, Roles.Keys];

    [Theory]
    [MemberData(nameof(Others))]
    public void Executes_no_dangerous_function_but_the_writer_its_lock(string role)
    {
        using var session = _database.Open(role);
        Assert.Equal(role == Roles.Writer ? [WriterLock] : [], _dangerous.Where(call => Attempt.May(session, $"SELECT {call}")));
        Assert.False(Attempt.May(session, "DO $$ BEGIN RAISE LOG 'x'; END $$"));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_volatile_function_that_it_may_execute_is_known_to_be_harmless(string role)
    {
        using var admin = _database.Open();
        var harmless = new Regex($"^({string.Join('|', CatalogFunctions.Harmless.Select(entry => entry.Pattern))})$");

        var unknown = admin.Rows(CatalogFunctions.ExecutableBy, role).Where(name => !harmless.IsMatch(name));

        Assert.Equal(role == Roles.Writer ? ["pg_try_advisory_lock"] : [], unknown);
    }

    [Fact]
    public void Every_reason_still_has_a_function()
    {
        using var admin = _database.Open();
        var names = admin.Rows(CatalogFunctions.ExecutableBy, Roles.Reader);
        Assert.All(CatalogFunctions.Harmless, entry => Assert.Contains(names, name => Regex.IsMatch(name, $"^({entry.Pattern})$")));
    }

    [Fact]
    public void The_owner_may_lock_and_end_sessions()
    {
        using var owner = _database.Open(Roles.Owner);
        Assert.True(Attempt.May(owner, "SELECT pg_advisory_lock(1)"));
        Assert.True(Attempt.May(owner, "SELECT pg_terminate_backend(0)"));
    }
}
