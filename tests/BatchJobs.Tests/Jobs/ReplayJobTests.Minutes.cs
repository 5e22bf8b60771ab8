using System.Text;
using System.Text.Json.Nodes;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using BatchJobs.Tests.Streaming;

namespace BatchJobs.Tests.Jobs;

/// <content>Counts the replayed events.</content>
public sealed partial class ReplayJobTests
{
    /// <summary>The live query's transforms count each event once, in the minute that it says, else in that of its first receipt.</summary>
    async Task AssertMinutesAsync(ReplayBench bench, Dictionary<string, Arrived> rejected)
    {
        using var scratch = new TestFolder();
        await using var warehouse = await environment.CreateWarehouseAsync();
        var topics = new StreamedTopics(bench.Lake, warehouse, scratch.Path);
        var events = bench.Kafka.All.Where(arrived => !IsRejected(arrived)).ToList();
        topics.Publish(
            events.Select(
                (one, offset) =>
                    new Message(
                        StreamedTopics.Topics.Events,
                        0,
                        offset,
                        TimeProvider.System.GetUtcNow(),
                        Encoding.UTF8.GetString(one.Value)
                    )
            )
        );
        await topics.MergeAsync();

        Assert.Equal(
            events
                .Select(one => rejected[one["user_id"]!])
                .GroupBy(first =>
                    $"{first["source"]} {((string?)JsonNode.Parse(first["original"]!)!["timestamp"] ?? first["received_at"]!)[..16]}"
                )
                .Select(minute => $"{minute.Key} {minute.Count()}")
                .Order(StringComparer.Ordinal),
            (
                await warehouse.LinesAsync(
                    Role.Reader,
                    """
                    SELECT concat_ws(' ', source, to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI'), sum(events))
                    FROM reporting.events_by_minute GROUP BY source, bucket
                    """
                )
            ).Order(StringComparer.Ordinal)
        );
    }
}
