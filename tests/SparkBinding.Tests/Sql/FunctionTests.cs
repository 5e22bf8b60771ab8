using System.Collections;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;
using static Microsoft.Spark.Sql.Functions;

namespace SparkBinding.Tests.Sql;

public sealed class FunctionTests
{
    static readonly DataFrame _one = TestSession.Rows(
        "s STRING, n INT, d DOUBLE, m DECIMAL(18,4), at TIMESTAMP, day DATE, list ARRAY<INT>, map MAP<STRING, INT>, j STRING, "
            + "nothing STRING",
        [
            "Abc,def",
            7,
            2.5,
            1.1m,
            new Timestamp(2026, 3, 4, 5, 6, 7, 800_000),
            new Date(2026, 3, 4),
            new ArrayList { 3, 1, 2 },
            new Hashtable { ["k"] = 1 },
            """{"a":1,"b":{"c":"x"}}""",
            null,
        ]
    );

    static object? Of(Column column) => _one.Select(column).Value();

    [Fact]
    public void Literals_keep_their_types()
    {
        object[] values =
        [
            true,
            (sbyte)1,
            (short)2,
            3,
            4L,
            5.5f,
            6.5,
            7.25m,
            "text",
            new Date(2026, 1, 1),
            new Timestamp(2026, 1, 1, 1, 1, 1, 1),
        ];

        Assert.All(values, value => Assert.Equal(value, Of(Lit(value))));
        Assert.Equal(new byte[] { 1, 2 }, Of(Lit(new byte[] { 1, 2 })));
        Assert.Null(Of(Lit(null)));
        Assert.Equal(
            new Timestamp(1969, 12, 31, 23, 59, 59, 999_999),
            Of(Lit(new DateTimeOffset(1969, 12, 31, 23, 59, 59, TimeSpan.Zero).AddMicroseconds(999_999)))
        );
        Assert.Throws<NotSupportedException>(() => Lit(new object()));
    }

    [Fact]
    public void Operators_are_those_of_Spark()
    {
        Assert.Equal(true, Of(Col("n") == 7 & Col("n") != 8 & Col("n") > 6L & Col("n") < 7.5 & Col("n") >= 7 & Col("n") <= 7));
        Assert.Equal(false, Of(!(Col("n") == 7 | Col("s") == "x")));
        Assert.Equal(-7, Of(-Col("n")));
        Assert.Equal(8.5, Of((Col("n") + 1) * 2 / 2 - Col("d") % 1 + 1));
        Assert.Equal(2.2m, Of((Col("m") + 1.1m).Cast("decimal(18,4)")));
        Assert.Equal((7 | 8, 7 & 3, 7 ^ 1), (Of(Col("n").BitwiseOR(8)), Of(Col("n").BitwiseAND(3)), Of(Col("n").BitwiseXOR(1))));
        Assert.Equal(true, Of(Col("nothing").EqNullSafe(Lit(null))));
    }

    [Fact]
    public void Conditions_select_a_value()
    {
        Assert.Equal("seven", Of(When(Col("n") == 1, "one").When(Col("n") == 7, "seven").Otherwise("many")));
        Assert.Equal("Abc,def", Of(Coalesce(Col("nothing"), Col("s"))));
        Assert.Equal(true, Of(Col("nothing").IsNull() & Col("s").IsNotNull() & Col("n").Between(7, 8)));
        Assert.Equal(true, Of(Col("s").IsIn("x", "Abc,def") & Col("n").IsIn(7, 9) & Col("m").IsIn(1.1m) & Col("n").IsIn([(short)7])));
        Assert.Equal((7, 2), (Of(Greatest(Col("n"), Lit(3))), Of(Least("n", "n").Minus(5))));
    }

    [Fact]
    public void Texts_are_cut_matched_and_joined()
    {
        Assert.Equal("Abc", Of(Split(Col("s"), ",").GetItem(0)));
        Assert.Equal("def", Of(RegexpExtract(Col("s"), "(\\w+),(\\w+)", 2)));
        Assert.Equal("A-c,d-f", Of(RegexpReplace(Col("s"), "[be]", "-")));
        Assert.Equal("abc,def|7", Of(ConcatWs("|", Lower(Col("s")), Col("nothing"), Col("n"))));
        Assert.Equal("Abc", Of(Substring(Col("s"), 1, 3)));
        Assert.Equal("bc", Of(Col("s").SubStr(2, 2)));
        Assert.Equal(
            true,
            Of(Col("s").StartsWith("Ab") & Col("s").EndsWith("ef") & Col("s").Contains("c,") & Col("s").Like("A%") & Col("s").RLike("^A"))
        );
        Assert.Equal(("QWJj", "Abc"), (Of(Base64(Lit("Abc"))), Of(Decode(Unbase64(Lit("QWJj")), "UTF-8"))));
        Assert.Equal(7, Of(Length(Trim(Col("s")))));
        Assert.Equal("x\0y", Of(Lit("x\0y")));
    }

    [Fact]
    public void Times_are_cut_parsed_and_written()
    {
        Assert.Equal(new Timestamp(2026, 3, 4, 5, 0, 0, 0), Of(DateTrunc("hour", Col("at"))));
        Assert.Equal(
            (2026, 3, 4, 5, 6, 7),
            (
                Of(Year(Col("at"))),
                Of(Month(Col("at"))),
                Of(DayOfMonth(Col("day"))),
                Of(Hour(Col("at"))),
                Of(Minute(Col("at"))),
                Of(Second(Col("at")))
            )
        );
        Assert.Equal(1772600767L, Of(UnixTimestamp(Col("at"))));
        Assert.Equal("2026/03/04", Of(DateFormat(Col("at"), "yyyy/MM/dd")));
        Assert.Equal(new Date(2026, 3, 5), Of(DateAdd(ToDate(Lit("2026-03-04")), 1)));
        Assert.Equal(new Timestamp(2026, 3, 4, 0, 0, 0, 0), Of(ToTimestamp(Lit("04.03.2026"), "dd.MM.yyyy")));
        Assert.Equal(3, Of(DateDiff(Lit("2026-03-07"), Col("day"))));
    }

    [Fact]
    public void Json_is_parsed_and_written()
    {
        Assert.Equal("x", Of(GetJsonObject(Col("j"), "$.b.c")));
        Assert.Equal(1, Of(FromJson(Col("j"), "a INT, b STRUCT<c: STRING>").GetField("a")));
        Assert.Equal("""{"n":7,"s":"Abc,def"}""", Of(ToJson(Struct("n", "s", "nothing"))));
        Assert.Equal("""{"at":"04"}""", Of(ToJson(Struct("at"), new Dictionary<string, string> { ["timestampFormat"] = "dd" })));
        var corrupt = FromJson(Lit("{oops"), "a INT, _corrupt_record STRING", new Dictionary<string, string> { ["mode"] = "PERMISSIVE" });
        Assert.Equal("{oops", Of(corrupt.GetField("_corrupt_record")));
    }

    [Fact]
    public void Lists_and_maps_are_read_and_made()
    {
        Assert.Equal(new ArrayList { 1, 2, 3 }, Of(SortArray(Col("list"))));
        Assert.Equal(
            (3, true, 3, 1),
            (Of(Size(Col("list"))), Of(ArrayContains(Col("list"), 2)), Of(ElementAt(Col("list"), 1)), Of(ElementAt(Col("map"), "k")))
        );
        Assert.Equal([3, 1, 2], _one.Select(Explode(Col("list"))).Collect().Select(row => row.GetAs<int>(0)));
        Assert.Equal(new ArrayList { 7, 8 }, Of(Functions.Array(Col("n"), Col("n") + 1)));
        Assert.Equal(1, Of(Col("map").Apply("k")));
        Assert.Equal("k", ((ArrayList)Of(MapKeys(Col("map")))!)[0]);
    }

    [Fact]
    public void Hashes_and_rounding_give_known_values()
    {
        Assert.Equal("900150983cd24fb0d6963f7d28e17f72", Of(Md5(Lit("abc"))));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Of(Sha2(Lit("abc"), 256)));
        Assert.IsType<int>(Of(Hash(Col("s"), Col("n"))));
        Assert.Equal((3.0, 2.0, 3L), (Of(Round(Col("d"))), Of(Bround(Col("d"))), Of(Ceil(Col("d")))));
        Assert.Equal(49.0, Of(Pow("n", 2)));
    }

    [Fact]
    public void A_struct_gains_and_loses_fields()
    {
        var changed = Struct("n", "s").WithField("x", Lit(1)).DropFields("s");
        Assert.Equal("""{"n":7,"x":1}""", Of(ToJson(changed)));
    }
}
