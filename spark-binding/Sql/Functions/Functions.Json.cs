namespace Microsoft.Spark.Sql;

/// <content>JSON. Options are those of Spark's JSON source.</content>
public static partial class Functions
{
    /// <summary>Parses text to a type given in DDL or JSON. Garbage gives a struct of nulls, not null (PERMISSIVE).</summary>
    public static Column FromJson(Column column, string schema, Dictionary<string, string>? options = null) =>
        Of("from_json", column, schema, JvmCalls.Map(options));

    public static Column FromJson(Column column, Column schema, Dictionary<string, string>? options = null) =>
        Of("from_json", column, schema, JvmCalls.Map(options));

    /// <summary>Converts a struct, array or map to JSON text without the fields that are null.</summary>
    public static Column ToJson(Column column, Dictionary<string, string>? options = null) => Of("to_json", column, JvmCalls.Map(options));

    /// <summary>The value at a path, such as <c>$.a.b[0]</c>, as text.</summary>
    public static Column GetJsonObject(Column column, string path) => Of("get_json_object", column, path);

    /// <summary>The top-level fields as text columns.</summary>
    public static Column JsonTuple(Column column, params string[] fields) => Of("json_tuple", column, fields);

    /// <summary>The type of an example, in DDL.</summary>
    public static Column SchemaOfJson(string json) => Of("schema_of_json", json);

    public static Column SchemaOfJson(Column json) => Of("schema_of_json", json);
}
