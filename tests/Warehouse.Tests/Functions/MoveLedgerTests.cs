using Analytics.Contracts;
using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests.Functions;

public sealed class MoveLedgerTests : FreshDatabase
{
    public MoveLedgerTests(WarehouseServer server)
        : base(server)
    {
        Writer.Merge([], Batches.Over(new() { ["0"] = 5, ["1"] = 0 }, new() { ["0"] = 100, ["1"] = 200 }, new() { ["0"] = 5, ["1"] = 0 }));
    }

    [Fact]
    public void Positions_are_where_the_last_batch_ended()
    {
        Assert.Equal([$"{Batches.Topic}|0|{Batches.TopicId}|100", $"{Batches.Topic}|1|{Batches.TopicId}|200"], Positions());
    }

    [Fact]
    public void Continues_at_its_offset()
    {
        Writer.Merge([], Batches.Over(new() { ["0"] = 100, ["1"] = 200 }, new() { ["0"] = 150, ["1"] = 200 }, null));

        Assert.Equal([$"{Batches.Topic}|0|{Batches.TopicId}|150", $"{Batches.Topic}|1|{Batches.TopicId}|200"], Positions());
    }

    [Fact]
    [Trait("Fault", "F19")]
    public void A_partition_added_later_starts_at_Kafkas_earliest_offset()
    {
        Writer.Merge([], Batches.Over(new() { ["0"] = 100, ["2"] = 7 }, new() { ["0"] = 150, ["2"] = 9 }, new() { ["2"] = 7 }));

        Assert.Equal($"{Batches.Topic}|2|{Batches.TopicId}|9", Positions()[2]);
    }

    [Theory]
    [InlineData(5, 100)] // a replay
    [InlineData(99, 101)] // an overlap
    [InlineData(101, 120)] // a gap
    [InlineData(100, 90)] // backwards
    public void Refuses_any_start_but_its_own(long start, long end)
    {
        var refusal = Refused(Batches.Of(start, end, earliest: 5, id: 17));

        Assert.Equal(
            $"The ledger refuses batch 17 of live-metrics: topic {Batches.Topic} (id {Batches.TopicId}) partition 0: the batch "
                + $"covers [{start}, {end}), the ledger is at 100",
            refusal
        );
    }

    [Fact]
    public void Refuses_a_topic_that_was_created_again()
    {
        Assert.EndsWith(
            $"topic {Batches.Topic} (id other) partition 0: the batch covers [100, 110), the ledger is at 100 of another "
                + $"topic of that name, id {Batches.TopicId}",
            Refused(Batches.Of(100, 110, topicId: "other")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, "unknown")]
    [InlineData(3L, "3")]
    public void Refuses_a_new_query_that_does_not_start_at_Kafkas_earliest_offset(long? earliest, string named)
    {
        Assert.EndsWith(
            $"partition 0: the batch covers [4, 8), the ledger has no row and Kafka's earliest offset is {named}",
            Refused(Batches.Of(4, 8, earliest, query: "other")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Names_every_partition_that_does_not_fit_and_moves_none()
    {
        var refusal = Refused(
            Batches.Over(
                new()
                {
                    ["0"] = 100,
                    ["1"] = 190,
                    ["2"] = 5,
                },
                new()
                {
                    ["0"] = 110,
                    ["1"] = 210,
                    ["2"] = 6,
                },
                null
            )
        );

        Assert.DoesNotContain("partition 0", refusal, StringComparison.Ordinal);
        Assert.Contains("partition 1: the batch covers [190, 210), the ledger is at 200; ", refusal, StringComparison.Ordinal);
        Assert.Contains("partition 2: the batch covers [5, 6), the ledger has no row", refusal, StringComparison.Ordinal);
        Assert.Equal($"{Batches.Topic}|0|{Batches.TopicId}|100", Positions()[0]);
    }

    [Fact]
    public void Refuses_a_batch_without_partitions() =>
        Assert.EndsWith("it covers no partition", Refused(Batches.Over([], [], null)), StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_partition_without_a_start() =>
        Assert.Contains(
            "the batch covers [unknown, 110)",
            Refused(Batches.Over([], new() { ["0"] = 110 }, null)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Each_query_has_its_own()
    {
        Writer.Merge([], Batches.Of(0, 3, query: "other"));

        Assert.Equal(
            [$"{Batches.Topic}|0|{Batches.TopicId}|3"],
            Writer.Rows($"SELECT * FROM {WarehouseFunctions.LedgerPositions}('other')")
        );
        Assert.Equal(2, Positions().Count);
    }

    [Fact]
    [Trait("Fault", "F18")]
    public async Task Of_two_copies_one_is_refused()
    {
        using var second = Database.Open(Roles.Writer);
        using var first = Writer.Begin();
        Writer.Merge([], Batches.Of(100, 110));
        var waiting = Task.Run(() => Assert.Throws<PostgresException>(() => second.Merge([], Batches.Of(100, 120))));
        first.Commit();

        var refusal = await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("AN001", refusal.SqlState);
        Assert.EndsWith("the batch covers [100, 120), the ledger is at 110", refusal.MessageText, StringComparison.Ordinal);
    }

    List<string> Positions() => Writer.Rows($"SELECT * FROM {WarehouseFunctions.LedgerPositions}('{QueryNames.LiveMetrics}')");

    string Refused(string batch)
    {
        var refusal = Assert.Throws<PostgresException>(() => Writer.Merge([], batch));
        Assert.Equal("AN001", refusal.SqlState);
        return refusal.MessageText;
    }
}
