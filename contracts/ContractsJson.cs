using System.Text.Json.Serialization;

namespace Analytics.Contracts;

/// <summary>The serializer of everything that crosses a process border: snake_case, nulls omitted, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeConverter)]
)]
[JsonSerializable(typeof(AnalyticsEvent))]
[JsonSerializable(typeof(RejectedEvent))]
[JsonSerializable(typeof(ReplayedEvent))]
[JsonSerializable(typeof(MergeBatch))]
[JsonSerializable(typeof(DeadLetter[]))]
[JsonSerializable(typeof(LiveMetricsRow))]
[JsonSerializable(typeof(RejectedCountsRow))]
[JsonSerializable(typeof(SessionsRow))]
[JsonSerializable(typeof(DailySummaryRow))]
[JsonSerializable(typeof(RetentionRow))]
[JsonSerializable(typeof(FunnelStepRow))]
[JsonSerializable(typeof(PathStepRow))]
[JsonSerializable(typeof(PageTimeRow))]
[JsonSerializable(typeof(AttributionRow))]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, long>>))] // Offsets by topic and partition, as Spark writes them.
public sealed partial class ContractsJson : JsonSerializerContext;
