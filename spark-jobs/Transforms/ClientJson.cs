using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Copies the client's JSON of an event from its message byte for byte, where the message has its lengths. In: rows after
/// <see cref="ClassifyEvents.ForLake"/>.
/// </summary>
/// <remarks>
/// Spark's parser prints JSON again: 1e400 becomes the text "Infinity". Before <c>properties</c> a message has only scalars, whose quotes
/// are escaped, so the first <c>,"properties":</c> in it is the member; <c>context</c> follows it directly. A message of another layout, of
/// an earlier collector or of another producer, is parsed.
/// </remarks>
sealed class ClientJson
{
    const string Text = $"CAST({KafkaRow.Value} AS STRING)";

    // An object's last byte, and the byte after it.
    const string EndOfMember = "IN ('},', '}}')";

    /// <summary>The columns to parse: text, so that a value of any type leaves the message an event.</summary>
    public const string LengthColumns = "properties_bytes STRING, context_bytes STRING";

    readonly Column _propertiesAt = Expr(After("properties"));
    readonly Column _contextAt = Expr(
        $"IF({Length("properties")} > 0, properties_at + {Length("properties")} + {Member("context").Length}, {After("context")})"
    );

    readonly Column _properties = Copied("properties");
    readonly Column _context = Copied("context");

    /// <summary>Adds the columns <c>properties</c> and <c>context</c>: JSON texts, or null.</summary>
    public DataFrame Apply(DataFrame classified) =>
        classified
            .WithColumn("properties_at", _propertiesAt)
            .WithColumn("context_at", _contextAt)
            .WithColumn("properties", _properties)
            .WithColumn("context", _context);

    // The place of the first byte of a value whose member is the first of its name, from 1.
    static string After(string name) => $"octet_length(substring_index({Text}, '{Member(name)}', 1)) + {Member(name).Length + 1}";

    // The bytes are the value if its member's name is before them, and after them what follows an object in an object.
    static Column Copied(string name) =>
        Expr(
            $"""
            IF({Length(name)} > 1
               AND {Slice($"{name}_at - {Member(name).Length}", $"{Member(name).Length}")} = CAST('{Member(name)}' AS BINARY)
               AND CAST({Slice($"{name}_at + {Length(name)} - 1", "2")} AS STRING) {EndOfMember},
               CAST({Slice($"{name}_at", Length(name))} AS STRING),
               from_json({Text}, '{SparkSchema.EventColumns(name)}').{name})
            """
        );

    static string Member(string name) => $",\"{name}\":";

    static string Length(string name) => $"CAST(event.{name}_bytes AS INT)";

    static string Slice(string at, string length) => $"substring({KafkaRow.Value}, {at}, {length})";
}
