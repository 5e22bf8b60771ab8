using Microsoft.Spark.Sql.Collecting;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <content>Frames from .NET values. A frame of single values has one column, <c>_1</c>.</content>
public sealed partial class SparkSession
{
    /// <summary>Creates a frame of rows, which are sent as Arrow.</summary>
    /// <exception cref="InvalidCastException">A value does not have its column's type; the message names both types.</exception>
    /// <exception cref="OverflowException">A decimal does not fit exactly into its column.</exception>
    public DataFrame CreateDataFrame(IEnumerable<GenericRow> data, StructType schema) => ArrowFrame.Of(this, [.. data], schema);

    public DataFrame CreateDataFrame(IEnumerable<int> data) => Single(data, new IntegerType(), false);

    public DataFrame CreateDataFrame(IEnumerable<int?> data) => Single(data, new IntegerType(), true);

    public DataFrame CreateDataFrame(IEnumerable<string> data) => Single(data, new StringType(), true);

    public DataFrame CreateDataFrame(IEnumerable<double> data) => Single(data, new DoubleType(), false);

    public DataFrame CreateDataFrame(IEnumerable<double?> data) => Single(data, new DoubleType(), true);

    public DataFrame CreateDataFrame(IEnumerable<bool> data) => Single(data, new BooleanType(), false);

    public DataFrame CreateDataFrame(IEnumerable<bool?> data) => Single(data, new BooleanType(), true);

    public DataFrame CreateDataFrame(IEnumerable<Date> data) => Single(data, new DateType(), true);

    public DataFrame CreateDataFrame(IEnumerable<Timestamp> data) => Single(data, new TimestampType(), true);

    DataFrame Single<T>(IEnumerable<T> values, DataType type, bool nullable) =>
        CreateDataFrame(values.Select(value => new GenericRow([value])), new StructType([new StructField("_1", type, nullable)]));
}
