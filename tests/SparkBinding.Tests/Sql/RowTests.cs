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
    public void A_number_is_not_rounded_to_an_integer_or_to_infinity()
    {
        Row row = new GenericRow([10.50m, 0.5, 1.5f, double.NaN, 1e300, new ArrayList { 1.5 }, 10.00m, 3.0, double.PositiveInfinity]);
        Assert.Contains("10.50", Assert.Throws<OverflowException>(() => row.GetAs<int>(0)).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => row.GetAs<long>(1));
        Assert.Throws<OverflowException>(() => row.GetAs<byte?>(2));
        Assert.Throws<OverflowException>(() => row.GetAs<int>(3));
        Assert.Throws<OverflowException>(() => row.GetAs<float>(4));
        Assert.Throws<OverflowException>(() => row.GetAs<int[]>(5));
        Assert.Equal((10L, 3, 10.5), (row.GetAs<long>(6), row.GetAs<int>(7), row.GetAs<double>(0)));
        Assert.Equal((float.NaN, float.PositiveInfinity), (row.GetAs<float>(3), row.GetAs<float>(8)));
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
    public void A_value_of_another_type_is_an_error()
    {
        Row row = new GenericRow(["7", true, 1]);
        Assert.Equal("Column 0 is System.String, not System.Int32.", Error<int>(0));
        Assert.Equal("Column 0 is System.String, not System.Nullable`1[System.Int32].", Error<int?>(0));
        Assert.Equal("Column 1 is System.Boolean, not System.Int64.", Error<long>(1));
        Assert.Equal("Column 2 is System.Int32, not System.String.", Error<string>(2));
        Assert.Equal("Column 2 is System.Int32, not System.DayOfWeek.", Error<DayOfWeek>(2));
        string Error<T>(int index) => Assert.Throws<InvalidCastException>(() => row.GetAs<T>(index)).Message;
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
    public void An_item_is_converted_or_an_error()
    {
        Row row = new GenericRow([
            new ArrayList { "1", "2" },
            new ArrayList { 1, null, 3 },
            new ArrayList
            {
                new ArrayList { 1 },
                null,
            },
            new ArrayList { new Date(2026, 1, 2) },
        ]);
        Assert.Equal([1L, null, 3L], row.GetAs<long?[]>(1));
        Assert.Equal(
            [
                [1L],
                null,
            ],
            row.GetAs<long[]?[]>(2)
        );
        Assert.Equal([new DateOnly(2026, 1, 2)], row.GetAs<DateOnly[]>(3));
        Assert.Equal("Column 0[0] is System.String, not System.Int32.", Error<int[]>(0));
        Assert.Equal("Column 1[0] is System.Int32, not System.String.", Error<string[]>(1));
        Assert.Equal("Column 1[1] is null, not System.Int64.", Error<long[]>(1));
        Assert.Equal("Column 1 is System.Collections.ArrayList, not System.Int32[,].", Error<int[,]>(1));
        string Error<T>(int index) => Assert.Throws<InvalidCastException>(() => row.GetAs<T>(index)).Message;
    }

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
