using System.Text.Json.Nodes;
using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Types;

/// <summary>Named columns in their order: the schema of a frame, or of a nested row.</summary>
public sealed class StructType(IEnumerable<StructField> fields) : DataType
{
    public List<StructField> Fields { get; } = [.. fields];

    public override string SimpleString =>
        $"struct<{string.Join(',', Fields.Select(column => $"{column.Name}:{column.DataType.SimpleString}"))}>";

    internal override string JsonName => "struct";

    internal override JsonNode ToJsonNode() =>
        new JsonObject { ["type"] = JsonName, ["fields"] = new JsonArray([.. Fields.Select(field => field.ToJsonNode())]) };

    /// <summary>Returns the position of a column by its exact name, else by its name in any letter case, as Spark does.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    internal int IndexOf(string name)
    {
        var index = Fields.FindIndex(field => field.Name == name);
        if (index < 0)
            index = Fields.FindIndex(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new ArgumentException($"No column '{name}' in {SimpleString}.", nameof(name));
    }

    /// <summary>Returns the type as a Java object.</summary>
    internal JvmObjectReference ToJava() => (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.types.DataType", "fromJson", Json)!;
}
