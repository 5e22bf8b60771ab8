using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Testing.Waiting;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

/// <content>A replay beside an erasure.</content>
public sealed partial class ReplayJobTests
{
    /// <summary>Runs the job while another one has the lock that erase takes: nothing is sent before that one ends.</summary>
    async Task<int> ReplayBesideErasureAsync(ReplayBench bench)
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        await using var erasure = await warehouse.OpenAsync(Role.Admin);
        await ExecuteAsync(erasure, $"SELECT {WarehouseFunctions.LockReprocess}()");
        var replay = Task.Run(() => bench.ReplayAsync([.. _correction, "--warehouse", warehouse.ConnectionString(Role.Batch)]));
        const string asked = """
            SELECT pid::text FROM pg_stat_activity
            WHERE datname = current_database() AND usename = 'analytics_batch' AND query ~ 'lock_(reprocess|holder)'
            """;
        await Poll.UntilAsync(
            "the replay waits",
            async () => replay.IsCompleted || await warehouse.LinesAsync(Role.Admin, asked) is not [],
            TimeSpan.FromMinutes(2)
        );
        Assert.Equal(20, bench.Rejected.Where("replay_result = 'sent'").Count());
        await ExecuteAsync(erasure, "SELECT pg_advisory_unlock_all()");
        return await replay;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
