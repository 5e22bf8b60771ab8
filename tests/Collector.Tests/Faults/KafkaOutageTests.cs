namespace Collector.Tests.Faults;

/// <summary>The collector before, during and after one outage of Kafka, see <see cref="KafkaOutage"/>.</summary>
[Collection(FaultBench.Name)]
public sealed class KafkaOutageTests(KafkaOutage outage) : IClassFixture<KafkaOutage>
{
    [Fact]
    [Trait("Fault", "F2")]
    public Task SIGTERM_cuts_off_no_request_and_loses_nothing_with_Kafka_there_or_away() => outage.EndAsync<TerminationScenario>();

    [Fact]
    [Trait("Fault", "F4")]
    public Task A_full_spool_turns_clients_away_in_bounded_memory_and_keeps_what_it_holds() => outage.EndAsync<FullSpoolScenario>();

    [Fact]
    [Trait("Fault", "F13")]
    public Task The_same_event_again_is_stored_once_also_across_a_restart_and_the_spool() => outage.EndAsync<SameEventScenario>();

    [Fact]
    [Trait("Fault", "F8")]
    public async Task A_full_disk_is_reported_and_no_acknowledged_event_is_lost()
    {
        if (!outage.HasSmallDisk)
            Assert.Skip("A tmpfs cannot be mounted here: run the tests as root.");
        await outage.EndAsync<FullDiskScenario>();
    }
}
