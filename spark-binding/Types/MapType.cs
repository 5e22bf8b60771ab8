using System.Text.Json.Nodes;

namespace Microsoft.Spark.Sql.Types;

/// <summary>The type of maps from keys, never null, to values.</summary>
public sealed class MapType(DataType keyType, DataType valueType, bool valueContainsNull = true) : DataType
{
    public DataType KeyType { get; } = keyType;

    public DataType ValueType { get; } = valueType;

    public bool ValueContainsNull { get; } = valueContainsNull;

    public override string SimpleString => $"map<{KeyType.SimpleString},{ValueType.SimpleString}>";

    internal override string JsonName => "map";

    internal override JsonNode ToJsonNode() =>
        new JsonObject
        {
            ["type"] = JsonName,
            ["keyType"] = KeyType.ToJsonNode(),
            ["valueType"] = ValueType.ToJsonNode(),
            ["valueContainsNull"] = ValueContainsNull,
        };
}
