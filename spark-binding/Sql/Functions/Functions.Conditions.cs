namespace Microsoft.Spark.Sql;

/// <content>Conditions and nulls.</content>
public static partial class Functions
{
    /// <summary>The value where the condition holds; go on with Column.When and Otherwise.</summary>
    public static Column When(Column condition, object value) => Of("when", condition, Literals.ToJava(value));

    /// <summary>The first that is not null.</summary>
    public static Column Coalesce(params Column[] columns) => Of("coalesce", Java.Columns(columns));

    /// <summary>The largest that is not null.</summary>
    public static Column Greatest(params Column[] columns) => Of("greatest", Java.Columns(columns));

    public static Column Greatest(string columnName, params string[] columnNames) => Of("greatest", columnName, columnNames);

    /// <summary>The smallest that is not null.</summary>
    public static Column Least(params Column[] columns) => Of("least", Java.Columns(columns));

    public static Column Least(string columnName, params string[] columnNames) => Of("least", columnName, columnNames);

    public static Column IsNaN(Column column) => Of("isnan", column);

    public static Column IsNull(Column column) => Of("isnull", column);

    /// <summary>The first, or the second where the first is NaN.</summary>
    public static Column NaNvl(Column column1, Column column2) => Of("nanvl", column1, column2);

    public static Column Not(Column column) => Of("not", column);

    /// <summary>Null, or an error that fails the job.</summary>
    public static Column AssertTrue(Column column) => Of("assert_true", column);

    public static Column AssertTrue(Column column, Column errMsg) => Of("assert_true", column, errMsg);

    /// <summary>Fails the job.</summary>
    public static Column RaiseError(Column errMsg) => Of("raise_error", errMsg);
}
