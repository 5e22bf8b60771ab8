namespace Microsoft.Spark.Sql;

/// <content>Conditions and nulls.</content>
public static partial class Functions
{
    /// <summary>The value when the condition holds; Column.When and Column.Otherwise add further cases.</summary>
    public static Column When(Column condition, object value) => Of("when", condition, Literals.ToJava(value));

    /// <summary>The first value that is not null.</summary>
    public static Column Coalesce(params Column[] columns) => Of("coalesce", JvmCalls.Columns(columns));

    /// <summary>The largest value, ignoring nulls.</summary>
    public static Column Greatest(params Column[] columns) => Of("greatest", JvmCalls.Columns(columns));

    public static Column Greatest(string columnName, params string[] columnNames) => Of("greatest", columnName, columnNames);

    /// <summary>The smallest value, ignoring nulls.</summary>
    public static Column Least(params Column[] columns) => Of("least", JvmCalls.Columns(columns));

    public static Column Least(string columnName, params string[] columnNames) => Of("least", columnName, columnNames);

    public static Column IsNaN(Column column) => Of("isnan", column);

    public static Column IsNull(Column column) => Of("isnull", column);

    /// <summary>The first value, or the second when the first is NaN.</summary>
    public static Column NaNvl(Column column1, Column column2) => Of("nanvl", column1, column2);

    public static Column Not(Column column) => Of("not", column);

    /// <summary>Null when the condition is true, else an error that fails the job.</summary>
    public static Column AssertTrue(Column column) => Of("assert_true", column);

    public static Column AssertTrue(Column column, Column errMsg) => Of("assert_true", column, errMsg);

    /// <summary>Fails the job.</summary>
    public static Column RaiseError(Column errMsg) => Of("raise_error", errMsg);
}
