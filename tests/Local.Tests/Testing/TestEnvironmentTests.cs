using Analytics.Local.Kafka;
using Analytics.Local.Postgres;
using Npgsql;

namespace Local.Tests.Testing;

public sealed class TestEnvironmentTests(TestEnvironment environment)
{
    [Fact]
    public async Task Gives_each_test_topics_of_its_own()
    {
        await using var one = await environment.CreateTopicsAsync();
        await using var other = await environment.CreateTopicsAsync();
        Assert.NotEqual(one.Topics.Events, other.Topics.Events);
        using var admin = KafkaTopics.Admin(one.BootstrapServers);
        var partitions = admin
            .GetMetadata(TimeSpan.FromSeconds(10))
            .Topics.ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
        Assert.Equal(3, partitions[one.Topics.Events]);
        Assert.Equal(1, partitions[other.Topics.Rejected]);
    }

    [Fact]
    public async Task Gives_each_test_a_migrated_warehouse_of_its_own()
    {
        await using var one = await environment.CreateWarehouseAsync();
        await using var other = await environment.CreateWarehouseAsync();
        Assert.NotEqual(one.Name, other.Name);
        await using var writer = await one.OpenAsync(Role.Writer, TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM warehouse.ledger_positions('live-metrics')", writer);
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
