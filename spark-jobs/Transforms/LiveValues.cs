using Analytics.Contracts;

namespace Analytics.Transforms;

/// <summary>
/// Reads <see cref="LiveText"/> at the start of a message as Spark SQL. In: <see cref="KafkaRow"/>. A text that another producer wrote
/// wrongly is none, so that its message is parsed.
/// </summary>
static class LiveValues
{
    /// <summary>The column of <see cref="Split"/>: the text's parts, null in a message without one.</summary>
    public const string Column = "live";

    const string Start = $"substring_index({KafkaRow.Text}, '\"', 4)";

    // The text before the seventh quotation mark, which begins the id's value.
    const string IdAndBefore = $"substring_index({KafkaRow.Text}, '\"', 7)";

    static readonly string _start = $"{LiveText.Start}{LiveText.Separator}";

    /// <summary>
    /// The parts. The text ends at the message's fourth quotation mark. Null for a text with a backslash, which has escapes, and for a
    /// message whose next member is not the event's id or that does not end with a brace: its rest is not read.
    /// </summary>
    public static string Split { get; } =
        $"IF(startswith({KafkaRow.Text}, '{_start}') AND endswith({KafkaRow.Text}, '}}') AND endswith({IdAndBefore}, '{LiveText.End}')"
        + $" AND NOT contains({Start}, '\\\\'), split({Start}, '{LiveText.Separator}'), NULL)";

    /// <summary>
    /// True when the parts are values: as many as there are columns, with times that every sink can store and a revenue that is a number.
    /// </summary>
    public static string AreUsable { get; } =
        $"coalesce(size({Column}) = {LiveText.Columns.Count + 1} AND {IsTime("occurred_at")} AND {IsTime("received_at")}"
        + $" AND ({Part("revenue")} = '' OR {Value("revenue")} IS NOT NULL), false)";

    /// <summary>
    /// Returns the struct that parsing gives for the named columns of an event, with a last column for what can't be parsed. A required
    /// column that the text does not have is an empty text; any other one is null.
    /// </summary>
    public static string Struct(IEnumerable<string> columns, string corrupt) =>
        $"named_struct({string.Join(", ", columns.Select(column => $"'{column}', {Value(column)}"))}, '{corrupt}', CAST(NULL AS STRING))";

    static string Value(string column) =>
        LiveText.Columns.Contains(column) ? Typed(column, Part(column))
        : EventDefinition.RequiredColumns.Contains(column) ? "''"
        : $"CAST(NULL AS {SparkSchema.EventType(column)})";

    static string Typed(string column, string part) =>
        SparkSchema.EventType(column) switch
        {
            "STRING" when EventDefinition.RequiredColumns.Contains(column) => part,
            "STRING" => $"nullif({part}, '')",
            "TIMESTAMP" => $"timestamp_millis({Milliseconds(column)})",
            var type => $"TRY_CAST({part} AS {type})",
        };

    // timestamp_millis fails for a number that is out of its range.
    static string IsTime(string column) =>
        $"{Milliseconds(column)} BETWEEN {EventTimes.EarliestStorable.ToUnixTimeMilliseconds()}"
        + $" AND {EventTimes.LatestStorable.ToUnixTimeMilliseconds()}";

    static string Milliseconds(string column) => $"TRY_CAST({Part(column)} AS BIGINT)";

    // The first part is the version.
    static string Part(string column) => $"{Column}[{LiveText.Columns.ToList().IndexOf(column) + 1}]";
}
