using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Classifies every Kafka row as an event or not. In: <see cref="KafkaRow"/>. Out: the same columns, the struct <c>event</c>
/// and the column <c>code</c>: null for an event, else one of <see cref="RejectionCodes"/>. It drops no row and throws for none.
/// </summary>
/// <remarks>
/// The class implements <see cref="EventDefinition"/> in Spark SQL. An event parses as one JSON object and has its required columns. Its
/// times are within <see cref="EventTimes"/>: a time that a sink can't store would stop that sink's query permanently.
/// </remarks>
public sealed class ClassifyEvents
{
    const string Corrupt = "_corrupt_record";

    static readonly Dictionary<string, string> _permissive = new() { ["mode"] = "PERMISSIVE", ["columnNameOfCorruptRecord"] = Corrupt };

    readonly Column _parsed;
    readonly Column? _live;
    readonly Column _code;

    ClassifyEvents(string schema, Column? live = null)
    {
        _parsed = FromJson(Col(KafkaRow.Value).Cast("string"), $"{schema}, {Corrupt} STRING", _permissive);
        _live = live;
        _code = Expr(
            $"""
            CASE WHEN event IS NULL OR event.{Corrupt} IS NOT NULL THEN '{RejectionCodes.Unparsable}'
                 WHEN {MissingField} THEN '{RejectionCodes.MissingField}'
                 WHEN {OutOfRange("event.occurred_at")} OR {OutOfRange("event.received_at")} THEN '{RejectionCodes.TimeOutOfRange}'
                 WHEN {StorableTimes.Not("event.sent_at")} OR {StorableTimes.Not("event.client_timestamp")}
                 THEN '{RejectionCodes.TimeOutOfRange}'
            END
            """
        );
    }

    /// <summary>
    /// Creates a classification that parses every column of the event, for the lake. Of the client's JSON it parses the lengths only:
    /// <see cref="ClientJson"/> copies it.
    /// </summary>
    public static ClassifyEvents ForLake() => new(Schema(SparkSchema.EventColumnNames));

    /// <summary>
    /// Creates a classification that parses the required columns, the named columns and every column whose value can have the wrong type,
    /// for queries where parsing is most of the work. A row gets the same code as from <see cref="ForLake"/>, and the client's JSON is left
    /// to <see cref="ClientJson"/> likewise.
    /// </summary>
    public static ClassifyEvents Only(params string[] columns) => new(Schema(Parsed(columns)));

    /// <summary>
    /// Creates a classification that takes the columns of <see cref="LiveText"/> from it, and parses only messages without one. Of a text,
    /// other columns of the struct <c>event</c> are null; the required ones are an empty text.
    /// </summary>
    public static ClassifyEvents OfLiveText()
    {
        var columns = Parsed(LiveText.Columns);
        return new(SparkSchema.EventColumns(columns), When(Expr(LiveValues.AreUsable), Expr(LiveValues.Struct(columns, Corrupt))));
    }

    public DataFrame Apply(DataFrame kafkaRows) => Events(kafkaRows).WithColumn("code", _code);

    DataFrame Events(DataFrame kafkaRows) =>
        _live is null
            ? kafkaRows.WithColumn("event", _parsed)
            : kafkaRows.WithColumn(LiveValues.Column, Expr(LiveValues.Split)).WithColumn("event", _live.Otherwise(_parsed));

    static string Schema(IReadOnlyList<string> columns)
    {
        var parsed = SparkSchema.EventColumns(columns.Except(SparkSchema.RawEventColumnNames));
        return columns.Intersect(SparkSchema.RawEventColumnNames).Any() ? $"{parsed}, {ClientJson.LengthColumns}" : parsed;
    }

    static IReadOnlyList<string> Parsed(IEnumerable<string> columns) =>
        [.. EventDefinition.RequiredColumns.Union(SparkSchema.TypedEventColumnNames).Union(columns)];

    // The interval is subtracted from the event's time, which is storable: adding it to Kafka's time may overflow.
    static string MissingField => string.Join(" OR ", EventDefinition.RequiredColumns.Select(name => $"event.{name} IS NULL"));

    static string OutOfRange(string time) =>
        $"{StorableTimes.Not(time)} OR {time} < {StorableTimes.Literal(EventTimes.Oldest)}"
        + $" OR {time} - INTERVAL {EventTimes.Ahead.TotalSeconds:0} SECONDS > {KafkaRow.Timestamp}";
}
