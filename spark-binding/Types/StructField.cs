using System.Text.Json.Nodes;

namespace Microsoft.Spark.Sql.Types;

/// <summary>A named column of a <see cref="StructType"/>. Metadata that Spark sends is kept and sent back.</summary>
public sealed class StructField(string name, DataType dataType, bool isNullable = true)
{
    public string Name { get; } = name;

    public DataType DataType { get; } = dataType;

    public bool IsNullable { get; } = isNullable;

    internal string Metadata { get; init; } = "{}";

    public override string ToString() => $"StructField({Name},{DataType.SimpleString},{IsNullable})";

    internal JsonNode ToJsonNode() =>
        new JsonObject
        {
            ["name"] = Name,
            ["type"] = DataType.ToJsonNode(),
            ["nullable"] = IsNullable,
            ["metadata"] = JsonNode.Parse(Metadata),
        };
}
