using Analytics.Local.Postgres;
using BatchJobs.Tests.Sinks;

namespace BatchJobs.Tests.Jobs;

/// <content>A replay beside an erasure.</content>
public sealed partial class ReplayJobTests
{
    /// <summary>Runs the job while another one has the lock that erase takes: nothing is sent before that one ends.</summary>
    async Task<int> ReplayBesideErasureAsync(ReplayBench bench)
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        await using var erasure = await HeldLock.TakeAsync(warehouse);
        var replay = Task.Run(() => bench.ReplayAsync([.. _correction, "--warehouse", warehouse.ConnectionString(Role.Batch)]));
        await erasure.WaitedForAsync(replay);
        Assert.Equal(20, bench.Rejected.Where("replay_result = 'sent'").Count());
        await erasure.ReleaseAsync();
        return await replay;
    }
}
