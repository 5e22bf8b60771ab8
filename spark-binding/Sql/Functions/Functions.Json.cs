namespace Microsoft.Spark.Sql;

/// <content>JSON. Options are those of Spark's JSON source.</content>
public static partial class Functions
{
    /// <summary>Text as a type, given in DDL or JSON. Garbage gives a struct of nulls, not null (PERMISSIVE).</summary>
    public static Column FromJson(Column column, string schema, Dictionary<string, string>? options = null) =>
        Of("from_json", column, schema, Java.Map(options));

    public static Column FromJson(Column column, Column schema, Dictionary<string, string>? options = null) =>
        Of("from_json", column, schema, Java.Map(options));

    /// <summary>A struct, array or map as text; fields that are null are left out.</summary>
    public static Column ToJson(Column column, Dictionary<string, string>? options = null) => Of("to_json", column, Java.Map(options));

    /// <summary>The part at a path, <c>$.a.b[0]</c>, as text.</summary>
    public static Column GetJsonObject(Column column, string path) => Of("get_json_object", column, path);

    /// <summary>Top-level fields as columns of text.</summary>
    public static Column JsonTuple(Column column, params string[] fields) => Of("json_tuple", column, fields);

    /// <summary>The DDL type of an example.</summary>
    public static Column SchemaOfJson(string json) => Of("schema_of_json", json);

    public static Column SchemaOfJson(Column json) => Of("schema_of_json", json);
}
