namespace Microsoft.Spark.Sql;

/// <content>Window functions, used with Column.Over, and windows of time.</content>
public static partial class Functions
{
    public static Column CumeDist() => Of("cume_dist");

    /// <summary>The rank without gaps.</summary>
    public static Column DenseRank() => Of("dense_rank");

    /// <summary>The value of the row at the offset before the current one, or the default.</summary>
    public static Column Lag(Column column, int offset, object? defaultValue = null) =>
        Of("lag", column, offset, Literals.ToJava(defaultValue));

    public static Column Lag(string columnName, int offset, object? defaultValue = null) =>
        Of("lag", columnName, offset, Literals.ToJava(defaultValue));

    public static Column Lag(Column column, int offset, object? defaultValue, bool ignoreNulls) =>
        Of("lag", column, offset, Literals.ToJava(defaultValue), ignoreNulls);

    /// <summary>The value of the row at the offset after the current one, or the default.</summary>
    public static Column Lead(Column column, int offset, object? defaultValue = null) =>
        Of("lead", column, offset, Literals.ToJava(defaultValue));

    public static Column Lead(string columnName, int offset, object? defaultValue = null) =>
        Of("lead", columnName, offset, Literals.ToJava(defaultValue));

    public static Column Lead(Column column, int offset, object? defaultValue, bool ignoreNulls) =>
        Of("lead", column, offset, Literals.ToJava(defaultValue), ignoreNulls);

    /// <summary>The value of the n-th row of the frame, from 1.</summary>
    public static Column NthValue(Column column, int offset, bool ignoreNulls = false) => Of("nth_value", column, offset, ignoreNulls);

    /// <summary>The number of the row's part when the window is divided into n equal parts, from 1.</summary>
    public static Column Ntile(int n) => Of("ntile", n);

    public static Column PercentRank() => Of("percent_rank");

    public static Column Rank() => Of("rank");

    /// <summary>The row's number in the window: 1, 2, 3, ...</summary>
    public static Column RowNumber() => Of("row_number");

    /// <summary>The interval of time as a struct of start and end; lengths are written as <c>1 minute</c>.</summary>
    public static Column Window(Column column, string windowDuration) => Of("window", column, windowDuration);

    public static Column Window(Column column, string windowDuration, string slideDuration) =>
        Of("window", column, windowDuration, slideDuration);

    public static Column Window(Column column, string windowDuration, string slideDuration, string startTime) =>
        Of("window", column, windowDuration, slideDuration, startTime);

    /// <summary>The session of the row: its rows are less than the gap apart.</summary>
    public static Column Session_Window(Column timeColumn, string gapDuration) => Of("session_window", timeColumn, gapDuration);

    public static Column Session_Window(Column timeColumn, Column gapDuration) => Of("session_window", timeColumn, gapDuration);
}
