namespace Microsoft.Spark.Sql;

/// <content>Aggregates, over a group or a window. They ignore nulls except where documented.</content>
public static partial class Functions
{
    /// <summary>The approximate number of distinct values. The rsd is the allowed relative standard deviation, by default 0.05.</summary>
    public static Column ApproxCountDistinct(Column column) => Of("approx_count_distinct", column);

    public static Column ApproxCountDistinct(string columnName) => Of("approx_count_distinct", columnName);

    public static Column ApproxCountDistinct(Column column, double rsd) => Of("approx_count_distinct", column, rsd);

    public static Column ApproxCountDistinct(string columnName, double rsd) => Of("approx_count_distinct", columnName, rsd);

    public static Column Avg(Column column) => Of("avg", column);

    public static Column Avg(string columnName) => Of("avg", columnName);

    /// <summary>The values as an array in any order.</summary>
    public static Column CollectList(Column column) => Of("collect_list", column);

    public static Column CollectList(string columnName) => Of("collect_list", columnName);

    /// <summary>The distinct values as an array in any order.</summary>
    public static Column CollectSet(Column column) => Of("collect_set", column);

    public static Column CollectSet(string columnName) => Of("collect_set", columnName);

    public static Column Corr(Column column1, Column column2) => Of("corr", column1, column2);

    public static Column Corr(string columnName1, string columnName2) => Of("corr", columnName1, columnName2);

    /// <summary>The number of values that are not null; for <c>*</c> the number of rows.</summary>
    public static Column Count(Column column) => Of("count", column);

    public static Column Count(string columnName) => Of("count", columnName);

    public static Column CountDistinct(Column column, params Column[] columns) => Of("countDistinct", column, JvmCalls.Columns(columns));

    public static Column CountDistinct(string columnName, params string[] columnNames) => Of("countDistinct", columnName, columnNames);

    public static Column Count_Distinct(Column column, params Column[] columns) => Of("count_distinct", column, JvmCalls.Columns(columns));

    public static Column CovarPop(Column column1, Column column2) => Of("covar_pop", column1, column2);

    public static Column CovarPop(string columnName1, string columnName2) => Of("covar_pop", columnName1, columnName2);

    public static Column CovarSamp(Column column1, Column column2) => Of("covar_samp", column1, column2);

    public static Column CovarSamp(string columnName1, string columnName2) => Of("covar_samp", columnName1, columnName2);

    /// <summary>The first value; its order is defined only in a window.</summary>
    public static Column First(Column column, bool ignoreNulls = false) => Of("first", column, ignoreNulls);

    public static Column First(string columnName, bool ignoreNulls = false) => Of("first", columnName, ignoreNulls);

    /// <summary>The last value; its order is defined only in a window.</summary>
    public static Column Last(Column column, bool ignoreNulls = false) => Of("last", column, ignoreNulls);

    public static Column Last(string columnName, bool ignoreNulls = false) => Of("last", columnName, ignoreNulls);

    /// <summary>The value 1 when a rollup or cube aggregates over the column, else 0.</summary>
    public static Column Grouping(Column column) => Of("grouping", column);

    public static Column Grouping(string columnName) => Of("grouping", columnName);

    public static Column GroupingId(params Column[] columns) => Of("grouping_id", JvmCalls.Columns(columns));

    public static Column GroupingId(string columnName, params string[] columnNames) => Of("grouping_id", columnName, columnNames);

    public static Column Kurtosis(Column column) => Of("kurtosis", column);

    public static Column Kurtosis(string columnName) => Of("kurtosis", columnName);

    public static Column Max(Column column) => Of("max", column);

    public static Column Max(string columnName) => Of("max", columnName);

    public static Column Mean(Column column) => Of("mean", column);

    public static Column Mean(string columnName) => Of("mean", columnName);

    public static Column Min(Column column) => Of("min", column);

    public static Column Min(string columnName) => Of("min", columnName);

    /// <summary>The approximate value at a quantile (0 to 1), or at an array of them; a larger accuracy needs more memory.</summary>
    public static Column PercentileApprox(Column column, Column percentage, Column accuracy) =>
        Of("percentile_approx", column, percentage, accuracy);

    public static Column Product(Column column) => Of("product", column);

    public static Column Skewness(Column column) => Of("skewness", column);

    public static Column Skewness(string columnName) => Of("skewness", columnName);

    public static Column Stddev(Column column) => Of("stddev", column);

    public static Column Stddev(string columnName) => Of("stddev", columnName);

    public static Column StddevSamp(Column column) => Of("stddev_samp", column);

    public static Column StddevSamp(string columnName) => Of("stddev_samp", columnName);

    public static Column StddevPop(Column column) => Of("stddev_pop", column);

    public static Column StddevPop(string columnName) => Of("stddev_pop", columnName);

    public static Column Sum(Column column) => Of("sum", column);

    public static Column Sum(string columnName) => Of("sum", columnName);

    public static Column Sum_Distinct(Column column) => Of("sum_distinct", column);

    public static Column Variance(Column column) => Of("variance", column);

    public static Column Variance(string columnName) => Of("variance", columnName);

    public static Column VarSamp(Column column) => Of("var_samp", column);

    public static Column VarSamp(string columnName) => Of("var_samp", columnName);

    public static Column VarPop(Column column) => Of("var_pop", column);

    public static Column VarPop(string columnName) => Of("var_pop", columnName);
}
