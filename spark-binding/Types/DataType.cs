using System.Text.Json;
using System.Text.Json.Nodes;

namespace Microsoft.Spark.Sql.Types;

/// <summary>The type of a column. Two types are equal when Spark writes them the same.</summary>
public abstract class DataType
{
    /// <summary>The type's name in Spark's schema JSON: <c>integer</c>, <c>struct</c>.</summary>
    public string TypeName => JsonName.Split('(')[0];

    /// <summary>The type in Spark's short form, which SQL accepts too: <c>int</c>, <c>struct&lt;a:int&gt;</c>.</summary>
    public virtual string SimpleString => JsonName;

    /// <summary>The type as Spark's schema JSON.</summary>
    public string Json => ToJsonNode().ToJsonString(TypeJson.Plain);

    /// <summary>Reads Spark's schema JSON.</summary>
    /// <exception cref="NotSupportedException">The JSON has a type without a counterpart in C#, such as an interval.</exception>
    /// <exception cref="JsonException">The text is not schema JSON.</exception>
    public static DataType ParseDataType(string json)
    {
        using var document = JsonDocument.Parse(json);
        return TypeJson.Read(document.RootElement);
    }

    public override bool Equals(object? obj) => obj is DataType other && other.GetType() == GetType() && other.Json == Json;

    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => SimpleString;

    internal abstract string JsonName { get; }

    internal virtual JsonNode ToJsonNode() => JsonValue.Create(JsonName);
}
