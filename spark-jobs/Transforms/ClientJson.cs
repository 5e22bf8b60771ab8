using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Copies the client's JSON of an event from its message byte for byte, where the message has its lengths. In: rows after
/// <see cref="ClassifyEvents"/> with the lengths.
/// </summary>
/// <remarks>
/// Spark's parser prints JSON again: 1e400 becomes the text "Infinity". A message that ends with two braces has no warnings: its last
/// members are <c>properties</c> and <c>context</c>, whose places follow from their lengths. In another message they are searched: before
/// <c>properties</c> it has only scalars, whose quotes are escaped, so the first <c>,"properties":</c> in it is the member; <c>context</c>
/// follows it directly. A message of another layout, of an earlier collector or of another producer, is parsed.
/// </remarks>
sealed class ClientJson
{
    const string Octets = $"octet_length({KafkaRow.Value})";

    // An object's last byte, and the byte after it.
    const string EndOfMember = "IN ('},', '}}')";

    // The last bytes of a message without members after the client's JSON.
    const string EndOfMessage = "CAST('}}' AS BINARY)";

    /// <summary>The columns to parse: text, so that a value of any type leaves the message an event.</summary>
    public const string LengthColumns = "properties_bytes STRING, context_bytes STRING";

    // The places of the first bytes of the values, from 1.
    static readonly string _lastContext = $"({Octets} - {Length("context")})";
    static readonly string _lastProperties =
        $"({Octets} - coalesce({Length("context")} + {Member("context").Length}, 0) - {Length("properties")})";
    static readonly string _firstProperties = $"({After("properties")})";
    static readonly string _firstContext =
        $"(IF({Length("properties")} > 0, {_firstProperties} + {Length("properties")} + {Member("context").Length}, {After("context")}))";

    /// <summary>The column <c>properties</c>: JSON text, or null.</summary>
    public Column Properties { get; } = Copied("properties", _lastProperties, _firstProperties);

    /// <summary>The column <c>context</c>, likewise.</summary>
    public Column Context { get; } = Copied("context", _lastContext, _firstContext);

    /// <summary>The columns among these names that hold the client's JSON.</summary>
    public IEnumerable<Column> Among(IReadOnlyList<string> names)
    {
        if (names.Contains("properties"))
            yield return Properties;
        if (names.Contains("context"))
            yield return Context;
    }

    static Column Copied(string name, string last, string first) =>
        Expr(
            $"""
            CASE WHEN {Slice($"{Octets} - 1", "2")} = {EndOfMessage} AND {IsAt(name, last)} THEN {Value(name, last)}
                 WHEN {IsAt(name, first)} THEN {Value(name, first)}
                 ELSE from_json({KafkaRow.Text}, '{SparkSchema.EventColumns(name)}').{name}
            END AS {name}
            """
        );

    // The bytes are the value if its member's name is before them, and after them what follows an object in an object.
    static string IsAt(string name, string at) =>
        $"""
            {Length(name)} > 1
            AND {Slice($"{at} - {Member(name).Length}", $"{Member(name).Length}")} = CAST('{Member(name)}' AS BINARY)
            AND CAST({Slice($"{at} + {Length(name)} - 1", "2")} AS STRING) {EndOfMember}
            """;

    static string Value(string name, string at) => $"CAST({Slice(at, Length(name))} AS STRING)";

    // The place of the first byte after the first member of the name.
    static string After(string name) => $"octet_length(substring_index({KafkaRow.Text}, '{Member(name)}', 1)) + {Member(name).Length + 1}";

    static string Member(string name) => $",\"{name}\":";

    static string Length(string name) => $"CAST(event.{name}_bytes AS INT)";

    static string Slice(string at, string length) => $"substring({KafkaRow.Value}, {at}, {length})";
}
