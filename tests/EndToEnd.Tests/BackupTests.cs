using System.Diagnostics;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Analytics.Local.Stack;
using Analytics.Testing;
using Analytics.Testing.Processes;
using Npgsql;

namespace EndToEnd.Tests;

/// <summary>The commands of docs/backup.md in their order: back up a running stack, restore the warehouse, restore the lake.</summary>
public sealed class BackupTests(WholeStack stack)
{
    [Fact]
    public async Task What_came_after_a_backup_under_traffic_is_counted_and_archived_once_after_both_are_restored()
    {
        var running = await stack.RunningAsync();
        using var backup = new TestFolder();
        var steps = PageStep.Of(Path.Combine(Repository.Root, "docs", "backup.md")).Select(step => step.Commands).ToList();
        Assert.Equal(3, steps.Count);
        await stack.RestedAsync();
        var sent = await stack.SendAsync(rate: 300, TimeSpan.FromSeconds(10), () => RunAsync(running, backup, steps[0]));
        await stack.BalancedAsync(sent);
        var before = await FiguresAsync(running);

        await running.SparkJobs.StopAsync();
        await ExecuteAsync(running, "DELETE FROM warehouse.event_counts_minute");
        await RunAsync(running, backup, steps[1]);
        Assert.NotEqual(before, await FiguresAsync(running)); // The backup was taken while events came.
        await RunAsync(running, backup, steps[2]);
        await running.SparkJobs.StartAsync(TestContext.Current.CancellationToken);

        await stack.RestedAnewAsync();
        Assert.Equal(before, await FiguresAsync(running));
        Assert.Empty(await LinesAsync(running, "SELECT table_name FROM reporting.partitions WHERE ahead_seconds < 86400"));
    }

    static async Task RunAsync(LocalStack running, TestFolder backup, string commands)
    {
        var server = new NpgsqlConnectionStringBuilder(running.Postgres.ConnectionString(Role.Admin));
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands]);
        start.Environment["PATH"] = $"{Tools.PostgresBin}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["ANALYTICS"] = Repository.Root;
        start.Environment["LAKE"] = running.Lake;
        start.Environment["BACKUP"] = backup.Path;
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = $"{server.Port}";
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGPASSWORD"] = server.Password;
        start.Environment["ANALYTICS_WAREHOUSE"] = server.ConnectionString;
        foreach (var (name, value) in running.Postgres.Passwords.Environment)
            start.Environment[name] = value;
        var bash = await Ran.ToEndAsync(start);
        Assert.True(bash.Code == 0, $"{bash.Code}: {commands}\n{bash.Text}");
    }

    /// <summary>Returns the sums of every table that a restored ledger has to make complete, and the rights of the roles.</summary>
    static Task<List<string>> FiguresAsync(LocalStack running) =>
        LinesAsync(
            running,
            """
            SELECT 'minutes|' || concat_ws('|', bucket, name, country, sum(events), sum(revenue))
            FROM warehouse.event_counts_minute GROUP BY bucket, name, country
            UNION ALL
            SELECT 'sessions|' || concat_ws('|', count(*), sum(events), sum(page_views)) FROM reporting.sessions
            UNION ALL
            SELECT 'dimensions|' || concat_ws('|', dimension, sum(events)) FROM warehouse.dimension_counts_minute GROUP BY dimension
            UNION ALL
            SELECT 'rejected|' || concat_ws('|', code, sum(events)) FROM warehouse.rejected_counts_minute GROUP BY code
            UNION ALL
            SELECT 'ledger|' || concat_ws('|', query, topic, partition, next_offset) FROM warehouse.ingest_ledger
            UNION ALL
            SELECT 'settings|' || concat_ws('|', setrole::regrole, setconfig) FROM pg_db_role_setting
            UNION ALL
            SELECT 'database|' || concat_ws('|', datname, datdba::regrole, datacl) FROM pg_database WHERE datname = 'analytics'
            UNION ALL
            SELECT 'relations|' || concat_ws('|', oid::regclass, relacl) FROM pg_class
            WHERE relnamespace IN ('warehouse'::regnamespace, 'reporting'::regnamespace, 'staging'::regnamespace)
            UNION ALL
            SELECT 'functions|' || concat_ws('|', oid::regprocedure, proacl, proowner::regrole) FROM pg_proc
            ORDER BY 1
            """
        );

    static async Task ExecuteAsync(LocalStack running, string sql)
    {
        await using var warehouse = NpgsqlDataSource.Create(running.Postgres.ConnectionString(Role.Admin));
        await using var command = warehouse.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    static async Task<List<string>> LinesAsync(LocalStack running, string sql)
    {
        await using var warehouse = NpgsqlDataSource.Create(running.Postgres.ConnectionString(Role.Admin));
        await using var command = warehouse.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetString(0));
        return lines;
    }
}
