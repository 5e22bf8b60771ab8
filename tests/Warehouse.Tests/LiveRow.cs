using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.Contracts;

namespace Warehouse.Tests;

/// <summary>One aggregated row, as the live query sends it.</summary>
public sealed record LiveRow(
    [property: JsonPropertyName("s")] long Second,
    [property: JsonPropertyName("o")] string Source = "web",
    [property: JsonPropertyName("n")] string Name = "page_view",
    [property: JsonPropertyName("c")] string Country = "PL",
    [property: JsonPropertyName("d")] string Device = "mobile",
    [property: JsonPropertyName("u")] string Currency = "",
    [property: JsonPropertyName("x")] string Code = "",
    [property: JsonPropertyName("e")] int Events = 1,
    [property: JsonPropertyName("r")] decimal? Revenue = null,
    [property: JsonPropertyName("a")] long? Oldest = null,
    [property: JsonPropertyName("b")] long? Newest = null
)
{
    static readonly JsonSerializerOptions _nullsAbsent = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The array that Spark's iterator prints.</summary>
    public static string Objects(IEnumerable<LiveRow> rows) =>
        $"[{string.Join(',', rows.Select(row => JsonSerializer.Serialize(row, _nullsAbsent)))}]";

    /// <summary>The array that a list of Spark's Rows prints: each element an array of one.</summary>
    public static string Wrapped(IEnumerable<LiveRow> rows) =>
        $"[{string.Join(", ", rows.Select(row => $"[{JsonSerializer.Serialize(row, _nullsAbsent)}]"))}]";
}

/// <summary>Batches as the jobs describe them.</summary>
public static class Batches
{
    public const string Topic = "analytics.events";
    public const string TopicId = "kQ1x5nAbTq2";

    /// <summary>A batch over partition 0 from start to end; earliest is Kafka's.</summary>
    public static string Of(
        long start,
        long end,
        long? earliest = 0,
        string query = Queries.LiveMetrics,
        string topicId = TopicId,
        long id = 0
    ) => Over(new() { ["0"] = start }, new() { ["0"] = end }, earliest is { } first ? new() { ["0"] = first } : null, query, topicId, id);

    /// <summary>A batch over several partitions.</summary>
    public static string Over(
        Dictionary<string, long> start,
        Dictionary<string, long> end,
        Dictionary<string, long>? earliest,
        string query = Queries.LiveMetrics,
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
