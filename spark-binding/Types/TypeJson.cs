using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microsoft.Spark.Sql.Types;

/// <summary>Reads Spark's schema JSON.</summary>
static class TypeJson
{
    /// <summary>
    /// The options for writing schema JSON without escapes in names, since Spark compares names without decoding escapes.
    /// </summary>
    internal static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static DataType Read(JsonElement type) => type.ValueKind == JsonValueKind.String ? Named(type.GetString()!) : Composed(type);

    static DataType Composed(JsonElement type) =>
        type.GetProperty("type").GetString() switch
        {
            "struct" => new StructType(type.GetProperty("fields").EnumerateArray().Select(Field)),
            "array" => new ArrayType(Read(type.GetProperty("elementType")), type.GetProperty("containsNull").GetBoolean()),
            "map" => new MapType(
                Read(type.GetProperty("keyType")),
                Read(type.GetProperty("valueType")),
                type.GetProperty("valueContainsNull").GetBoolean()
            ),
            var other => throw Unknown(other),
        };

    static StructField Field(JsonElement field) =>
        new(field.GetProperty("name").GetString()!, Read(field.GetProperty("type")), field.GetProperty("nullable").GetBoolean())
        {
            Metadata = field.TryGetProperty("metadata", out var metadata) ? metadata.GetRawText() : "{}",
        };

    static DataType Named(string name) =>
        name switch
        {
            "string" => new StringType(),
            "binary" => new BinaryType(),
            "boolean" => new BooleanType(),
            "byte" or "tinyint" => new ByteType(),
            "short" or "smallint" => new ShortType(),
            "integer" or "int" => new IntegerType(),
            "long" or "bigint" => new LongType(),
            "float" => new FloatType(),
            "double" => new DoubleType(),
            "date" => new DateType(),
            "timestamp" => new TimestampType(),
            "timestamp_ntz" => new TimestampNtzType(),
            "void" or "null" => new NullType(),
            "decimal" => new DecimalType(),
            _ when name.StartsWith("decimal(", StringComparison.Ordinal) => Decimal(name),
            _ => throw Unknown(name),
        };

    static DecimalType Decimal(string name)
    {
        var parts = name["decimal(".Length..].TrimEnd(')').Split(',');
        return new DecimalType(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    static NotSupportedException Unknown(string? name) =>
        new($"Spark's type '{name}' has no counterpart here: cast the column, to a string for one.");
}
