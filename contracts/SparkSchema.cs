using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Analytics.Contracts;

/// <summary>
/// The records' schema in Spark, derived from their serializer so that each field is named once.
/// string → string, DateTimeOffset → timestamp, decimal → decimal(18,4), bool → boolean, int → int, lists → array, raw JSON → string.
/// </summary>
public static class SparkSchema
{
    /// <summary>The canonical event as Spark DDL: <c>event_id STRING, source STRING, ...</c></summary>
    public static string Event { get; } = Ddl(ContractsJson.Default.AnalyticsEvent);

    /// <summary>The rejected event as Spark DDL.</summary>
    public static string Rejected { get; } = Ddl(ContractsJson.Default.RejectedEvent);

    /// <summary>The column of a record's member: <c>oldest_received_ms</c> for <c>OldestReceivedMs</c>.</summary>
    public static string Column(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);

    /// <summary>The columns of <see cref="Event"/>, in order.</summary>
    public static IReadOnlyList<string> EventColumnNames { get; } =
    [.. Columns(ContractsJson.Default.AnalyticsEvent).Select(property => property.Name)];

    /// <summary>The columns of <see cref="Event"/> that are not text: a value of the wrong type makes the event unparsable.</summary>
    public static IReadOnlyList<string> TypedEventColumnNames { get; } =
    [
        .. Columns(ContractsJson.Default.AnalyticsEvent)
            .Where(property => SparkType(property.PropertyType) != "STRING")
            .Select(property => property.Name),
    ];

    /// <summary>The columns of <see cref="Event"/> that hold JSON of the client.</summary>
    public static IReadOnlyList<string> RawEventColumnNames { get; } =
    [
        .. Columns(ContractsJson.Default.AnalyticsEvent)
            .Where(property => property.PropertyType == typeof(RawJson?))
            .Select(property => property.Name),
    ];

    /// <summary>The part of <see cref="Event"/> that holds the named columns, in that order.</summary>
    /// <exception cref="ArgumentException">The event has no such column.</exception>
    public static string EventColumns(params IEnumerable<string> names) =>
        string.Join(", ", names.Select(name => $"{name} {EventType(name)}"));

    /// <summary>The type of a column of <see cref="Event"/>.</summary>
    /// <exception cref="ArgumentException">The event has no such column.</exception>
    public static string EventType(string name) =>
        Columns(ContractsJson.Default.AnalyticsEvent).FirstOrDefault(property => property.Name == name) is { } field
            ? SparkType(field.PropertyType)
            : throw new ArgumentException($"The event has no column '{name}'.");

    static string Ddl(JsonTypeInfo record) =>
        string.Join(", ", Columns(record).Select(property => $"{property.Name} {SparkType(property.PropertyType)}"));

    // A member that is computed from others is none.
    static IEnumerable<JsonPropertyInfo> Columns(JsonTypeInfo record) => record.Properties.Where(property => property.Set is not null);

    static string SparkType(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(string) || t == typeof(RawJson) => "STRING",
            var t when t == typeof(DateTimeOffset) => "TIMESTAMP",
            var t when t == typeof(decimal) => "DECIMAL(18,4)",
            var t when t == typeof(bool) => "BOOLEAN",
            var t when t == typeof(int) => "INT",
            var t when t == typeof(IReadOnlyList<string>) => "ARRAY<STRING>",
            var t when t == typeof(IReadOnlyList<RejectionReason>) => "ARRAY<STRUCT<code: STRING, field: STRING, message: STRING>>",
            var t => throw new NotSupportedException($"No Spark type for {t}."),
        };
}
