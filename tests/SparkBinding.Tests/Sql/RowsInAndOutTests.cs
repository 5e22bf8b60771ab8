using System.Collections;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace SparkBinding.Tests.Sql;

public sealed class RowsInAndOutTests
{
    static readonly object?[] _full =
    [
        "ä€😀\0",
        new byte[] { 0, 255, 7 },
        true,
        sbyte.MinValue,
        short.MinValue,
        int.MinValue,
        long.MinValue,
        1.5f,
        double.Epsilon,
        12345678901234.5678m,
        new Date(1, 1, 1),
        new Timestamp(1969, 12, 31, 23, 59, 59, 999_999),
        new ArrayList { 1L, null, long.MaxValue },
        new Hashtable { ["a"] = 0.25m, ["b"] = null },
        new GenericRow([7, new GenericRow(["deep", new ArrayList { new Date(2026, 2, 28) }])]),
    ];

    static readonly string _columns =
        "s STRING, y BINARY, b BOOLEAN, i1 TINYINT, i2 SMALLINT, i4 INT, i8 BIGINT, f FLOAT, d DOUBLE, m DECIMAL(18,4), day "
        + "DATE, at TIMESTAMP, "
        + "list ARRAY<BIGINT>, map MAP<STRING, DECIMAL(5,2)>, row STRUCT<a: INT, r: STRUCT<t: STRING, l: ARRAY<DATE>>>";

    [Fact]
    public void Every_type_is_read_as_it_was_written()
    {
        var row = Assert.Single(TestSession.Rows(_columns, _full).Collect());

        Assert.Equal(
            [
                typeof(string),
                typeof(byte[]),
                typeof(bool),
                typeof(sbyte),
                typeof(short),
                typeof(int),
                typeof(long),
                typeof(float),
                typeof(double),
                typeof(decimal),
                typeof(Date),
                typeof(Timestamp),
                typeof(ArrayList),
                typeof(Hashtable),
                typeof(Row),
            ],
            row.Values.Select(value => value!.GetType())
        );
        Assert.Equal(_full[..12], row.Values[..12]);
        Assert.Equal((ArrayList)_full[12]!, row[12]);
        Assert.Equal(0.25m, row.GetAs<Hashtable>("map")["a"]);
        Assert.Null(row.GetAs<Hashtable>("map")["b"]);
        var deep = row.GetAs<Row>("row").GetAs<Row>("r");
        Assert.Equal(("deep", new Date(2026, 2, 28)), (deep.GetAs<string>("t"), Assert.Single(deep.GetAs<Date[]>("l"))));
    }

    [Fact]
    public void Every_type_may_be_null_beside_one_that_is_not()
    {
        var rows = TestSession.Rows(_columns, new object?[15], _full, new object?[15]).Collect().ToArray();

        Assert.Equal(3, rows.Length);
        Assert.All(rows[0].Values.Concat(rows[2].Values), Assert.Null);
        Assert.Equal(_full[3], rows[1][3]);
    }

    [Fact]
    public void Spark_sees_what_was_sent() =>
        Assert.Equal(
            "ä€😀|00FF07|-128|12345678901234.5678|0001-01-01|1969-12-31 23:59:59.999999|9223372036854775807|0.25|deep|2026-02-28",
            TestSession
                .Rows(_columns, _full)
                .SelectExpr(
                    """
                    concat_ws('|', replace(s, '\0', ''), hex(y), i1, m, day, at, list[2], map['b'], map['a'], row.r.t, row.r.l[0])
                    """
                )
                .Value()
        );

    [Theory]
    [InlineData("0.50", "decimal(38,30)", 0.5)]
    [InlineData("-0.0001", "decimal(18,4)", -0.0001)]
    [InlineData("0", "decimal(38,38)", 0)]
    public void A_decimal_that_dotnet_can_hold_is_one(string text, string type, double expected) =>
        Assert.Equal((decimal)expected, Assert.IsType<decimal>(Spark($"CAST('{text}' AS {type})")));

    [Theory]
    [InlineData("99999999999999999999999999999999999999", "decimal(38,0)")]
    [InlineData("-0.12345678901234567890123456789012345678", "decimal(38,38)")]
    public void A_decimal_beyond_that_is_its_text(string text, string type) => Assert.Equal(text, Spark($"CAST('{text}' AS {type})"));

    [Fact]
    public void The_largest_decimal_of_dotnet_is_read_as_it_was_written() =>
        Assert.Equal(decimal.MaxValue, TestSession.Rows("m DECIMAL(29,0)", [decimal.MaxValue]).Value());

    [Fact]
    public void Values_of_a_plain_list_are_in_column_1()
    {
        Assert.Equal([1, 2], Numbers(TestSession.Spark.CreateDataFrame([1, 2])));
        Assert.Equal([1, null], Numbers(TestSession.Spark.CreateDataFrame([1, (int?)null])));
        Assert.Equal(["_1"], TestSession.Spark.CreateDataFrame(["a"]).Columns());
        Assert.Equal(new Date(2026, 1, 1), TestSession.Spark.CreateDataFrame([new Date(2026, 1, 1)]).Value());

        static IEnumerable<int?> Numbers(DataFrame frame) => frame.Collect().Select(row => row.GetAs<int?>(0));
    }

    [Fact]
    public void A_value_of_another_type_is_refused_with_its_column() =>
        Assert.Equal(
            "Column 'n' is int, a value is System.String: x.",
            Assert.Throws<InvalidCastException>(() => TestSession.Rows("n INT", ["x"])).Message
        );

    [Fact]
    public void A_decimal_that_would_be_rounded_is_refused() =>
        Assert.Throws<OverflowException>(() => TestSession.Rows("m DECIMAL(5,2)", [1.005m]));

    [Fact]
    public void A_null_where_none_may_be_is_refused() =>
        Assert.Throws<InvalidCastException>(() =>
            TestSession.Spark.CreateDataFrame([new GenericRow([null])], new StructType([new StructField("n", new IntegerType(), false)]))
        );

    [Fact]
    public void No_rows_are_no_rows_and_keep_their_schema()
    {
        var empty = TestSession.Rows("a INT, b STRING");

        Assert.Empty(empty.Collect());
        Assert.Equal("struct<a:int,b:string>", empty.Schema().SimpleString);
    }

    static object? Spark(string expression) => TestSession.Spark.Sql($"SELECT {expression}").Value();
}
