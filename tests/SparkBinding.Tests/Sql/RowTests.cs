using System.Collections;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace SparkBinding.Tests.Sql;

public sealed class RowTests
{
    static readonly Row _sample = new(
        [7L, null, new Timestamp(2026, 1, 2, 3, 4, 5, 6), new ArrayList { 1, 2 }, new Date(2026, 1, 2)],
        new StructType([
            new StructField("Total", new LongType()),
            new StructField("none", new StringType()),
            new StructField("at", new TimestampType()),
            new StructField("list", new ArrayType(new IntegerType())),
            new StructField("day", new DateType()),
        ])
    );

    [Fact]
    public void A_number_is_read_as_any_that_holds_it()
    {
        Assert.Equal(
            (7L, 7, 7.0, 7m, (byte)7),
            (_sample.GetAs<long>(0), _sample.GetAs<int>(0), _sample.GetAs<double>(0), _sample.GetAs<decimal>(0), _sample.GetAs<byte>(0))
        );
        Assert.Throws<OverflowException>(() => ((Row)new GenericRow([1L << 40])).GetAs<int>(0));
    }

    [Fact]
    public void Columns_are_found_in_any_case() => Assert.Equal(7L, _sample.Get("total"));

    [Fact]
    public void A_missing_column_is_named() =>
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => _sample.Get("x")).Message, StringComparison.Ordinal);

    [Fact]
    public void Null_is_null_or_an_error_where_it_cannot_be()
    {
        Assert.Null(_sample.GetAs<string>("none"));
        Assert.Null(_sample.GetAs<int?>("none"));
        Assert.Equal(
            "Column 'none' is null, not System.Int32.",
            Assert.Throws<InvalidCastException>(() => _sample.GetAs<int>("none")).Message
        );
    }

    [Fact]
    public void Times_are_read_as_those_of_dotnet()
    {
        var at = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddMicroseconds(6);
        Assert.Equal((at, new DateTimeOffset(at)), (_sample.GetAs<DateTime>("at"), _sample.GetAs<DateTimeOffset>("at")));
        Assert.Equal(new DateOnly(2026, 1, 2), _sample.GetAs<DateOnly>("day"));
    }

    [Fact]
    public void A_list_is_read_as_an_array() => Assert.Equal([1L, 2L], _sample.GetAs<long[]>("list"));

    [Fact]
    public void Rows_are_equal_by_their_values()
    {
        Assert.Equal<Row>(
            new GenericRow([new ArrayList { 1, null }, new byte[] { 1 }]),
            new GenericRow([new ArrayList { 1, null }, new byte[] { 1 }])
        );
        Assert.NotEqual<Row>(new GenericRow([1]), new GenericRow([1L]));
    }
}
