namespace Microsoft.Spark.Sql;

/// <content>Operations that change the columns and keep the rows.</content>
public sealed partial class DataFrame
{
    public DataFrame ToDF() => Frame("toDF");

    /// <summary>Renames all columns.</summary>
    public DataFrame ToDF(params string[] colNames) => Frame("toDF", colNames);

    /// <summary>Converts each row to a JSON text, in a column <c>value</c>.</summary>
    public DataFrame ToJSON() => Frame("toJSON").ToDF();

    public DataFrame Select(params Column[] columns) => Frame("select", JvmCalls.Columns(columns));

    public DataFrame Select(string column, params string[] columns) => Frame("select", column, columns);

    public DataFrame SelectExpr(params string[] expressions) => Frame("selectExpr", expressions);

    public DataFrame WithColumn(string colName, Column col) => Frame("withColumn", colName, col);

    public DataFrame WithColumnRenamed(string existingName, string newName) => Frame("withColumnRenamed", existingName, newName);

    public DataFrame Drop(params string[] colNames) => Frame("drop", colNames);

    public DataFrame Drop(Column col) => Frame("drop", col);

    /// <summary>Names the frame, to distinguish its columns from another's: <c>a.id</c>.</summary>
    public DataFrame As(string alias) => Frame("as", alias);

    public DataFrame Alias(string alias) => As(alias);

    /// <summary>Lets stateful operators drop rows whose event time is before the newest event time minus the delay.</summary>
    public DataFrame WithWatermark(string eventTime, string delayThreshold) => Frame("withWatermark", eventTime, delayThreshold);

    public DataFrame Hint(string name, object[]? parameters = null) => Frame("hint", name, JvmCalls.Objects(parameters ?? []));

    /// <summary>Applies a transform, so that frame-to-frame methods can be chained.</summary>
    public DataFrame Transform(Func<DataFrame, DataFrame> func) => func(this);
}
