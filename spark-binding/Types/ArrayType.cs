using System.Text.Json.Nodes;

namespace Microsoft.Spark.Sql.Types;

/// <summary>A list of values of one type.</summary>
public sealed class ArrayType(DataType elementType, bool containsNull = true) : DataType
{
    public DataType ElementType { get; } = elementType;

    public bool ContainsNull { get; } = containsNull;

    public override string SimpleString => $"array<{ElementType.SimpleString}>";

    internal override string JsonName => "array";

    internal override JsonNode ToJsonNode() =>
        new JsonObject
        {
            ["type"] = JsonName,
            ["elementType"] = ElementType.ToJsonNode(),
            ["containsNull"] = ContainsNull,
        };
}
