using System.Text.Json;
using Analytics.Contracts;

namespace Warehouse.Tests;

/// <summary>One aggregated row as the live query sends it, with defaults for most members.</summary>
public sealed record LiveRow(
    long Second,
    string Source = "web",
    string Name = "page_view",
    string Country = "PL",
    string Device = "mobile",
    string Currency = "",
    string Code = "",
    int Events = 1,
    decimal? Revenue = null,
    long? Oldest = null,
    long? Newest = null
)
{
    /// <summary>Returns the array that Spark's iterator prints.</summary>
    public static string Objects(IEnumerable<LiveRow> rows) => $"[{string.Join(',', rows.Select(row => row.ToJson()))}]";

    /// <summary>Returns the array that a list of Spark's Rows prints: each element is an array of one.</summary>
    public static string Wrapped(IEnumerable<LiveRow> rows) => $"[{string.Join(", ", rows.Select(row => $"[{row.ToJson()}]"))}]";

    string ToJson() =>
        JsonSerializer.Serialize(
            new LiveMetricsRow
            {
                Second = Second,
                Source = Source,
                Name = Name,
                Country = Country,
                Device = Device,
                Currency = Currency,
                Code = Code,
                Events = Events,
                Revenue = Revenue,
                OldestReceivedMs = Oldest,
                NewestReceivedMs = Newest,
            },
            ContractsJson.Default.LiveMetricsRow
        );
}

/// <summary>Makes batch descriptions as the jobs do.</summary>
public static class Batches
{
    public const string Topic = "analytics.events";
    public const string TopicId = "kQ1x5nAbTq2";

    /// <summary>Returns a batch over partition 0 from start to end; earliest is Kafka's earliest offset.</summary>
    public static string Of(
        long start,
        long end,
        long? earliest = 0,
        string query = QueryNames.LiveMetrics,
        string topicId = TopicId,
        long id = 0
    ) => Over(new() { ["0"] = start }, new() { ["0"] = end }, earliest is { } first ? new() { ["0"] = first } : null, query, topicId, id);

    /// <summary>Returns a batch over several partitions.</summary>
    public static string Over(
        Dictionary<string, long> start,
        Dictionary<string, long> end,
        Dictionary<string, long>? earliest,
        string query = QueryNames.LiveMetrics,
        string topicId = TopicId,
        long id = 0
    ) =>
        JsonSerializer.Serialize(
            new MergeBatch(
                query,
                id,
                new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                12.5,
                new Dictionary<string, TopicRange> { [Topic] = new(topicId, start, end, earliest) }
            ),
            ContractsJson.Default.MergeBatch
        );

    public static void Merge(this Session session, IEnumerable<LiveRow> rows, string batch) =>
        session.Execute($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)", LiveRow.Objects(rows), batch);
}
