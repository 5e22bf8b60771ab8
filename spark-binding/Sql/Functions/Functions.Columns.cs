namespace Microsoft.Spark.Sql;

/// <content>Columns, literals and order.</content>
public static partial class Functions
{
    public static Column Column(string columnName) => Of("column", columnName);

    /// <summary>A column of the frame that the expression is used on.</summary>
    public static Column Col(string columnName) => Of("col", columnName);

    /// <summary>An expression in SQL.</summary>
    public static Column Expr(string expr) => Of("expr", expr);

    public static Column Asc(string columnName) => Of("asc", columnName);

    public static Column AscNullsFirst(string columnName) => Of("asc_nulls_first", columnName);

    public static Column AscNullsLast(string columnName) => Of("asc_nulls_last", columnName);

    public static Column Desc(string columnName) => Of("desc", columnName);

    public static Column DescNullsFirst(string columnName) => Of("desc_nulls_first", columnName);

    public static Column DescNullsLast(string columnName) => Of("desc_nulls_last", columnName);

    /// <summary>A struct with the columns as its fields.</summary>
    public static Column Struct(params Column[] columns) => Of("struct", JvmCalls.Columns(columns));

    public static Column Struct(string columnName, params string[] columnNames) => Of("struct", columnName, columnNames);

    public static Column Array(params Column[] columns) => Of("array", JvmCalls.Columns(columns));

    public static Column Array(string columnName, params string[] columnNames) => Of("array", columnName, columnNames);

    /// <summary>A map of the columns: key, value, key, value, ...</summary>
    public static Column Map(params Column[] columns) => Of("map", JvmCalls.Columns(columns));

    public static Column MapFromArrays(Column key, Column values) => Of("map_from_arrays", key, values);

    public static Column InputFileName() => Of("input_file_name");

    /// <summary>A unique number that increases within a partition, with gaps.</summary>
    public static Column MonotonicallyIncreasingId() => Of("monotonically_increasing_id");

    public static Column SparkPartitionId() => Of("spark_partition_id");
}
