using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

/// <summary>Values sent to a real JVM and returned.</summary>
public sealed class ValueTests
{
    public static TheoryData<object> Values =>
        [
            true,
            7,
            int.MinValue,
            7L,
            long.MaxValue,
            1.5,
            1e300,
            double.Epsilon,
            double.NaN,
            double.NegativeInfinity,
            0.1m,
            12345678901234567890.12m,
            "",
            "text",
            "\r\n\\",
            @"\n",
            "é😀 \u0001\0 \u2028",
            "\n\n\ne\n",
            "!yv\ne\n",
            new string('x', 100_000),
            new string('\\', 70_000),
            Array.Empty<byte>(),
            new byte[] { 0, 10, 13, 92, 255 },
        ];

    [Theory, MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_returns_from_the_JVM_unchanged(object value) =>
        Assert.Equal(value, Jvm.CallStatic("java.util.Objects", "requireNonNull", value));

    [Fact]
    public void Random_strings_return_from_the_JVM_unchanged()
    {
        var random = new Random(4);
        var alphabet = "a\\\r\n\0é\u4e2d!ne".Select(c => c.ToString()).Append("😀").ToArray();
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(random.GetItems(alphabet, random.Next(40)));
            Assert.Equal(text, Jvm.CallStatic("java.util.Objects", "requireNonNull", text));
        }
    }

    [Fact]
    public void The_JVM_sees_every_character()
    {
        using var builder = Jvm.New("java.lang.StringBuilder", "a\r\n\\😀\0");
        Assert.Equal(7, builder.Invoke("length"));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_question_mark() =>
        Assert.Equal("a?b", Jvm.CallStatic("java.util.Objects", "requireNonNull", "a\ud83db"));

    [Fact]
    public void Null_and_void_are_null()
    {
        Assert.Null(Jvm.CallStatic("java.lang.System", "getProperty", "no.such.property"));
        Assert.Null(Jvm.CallStatic("java.lang.System", "gc"));
        Assert.True((bool)Jvm.CallStatic("java.util.Objects", "isNull", [null])!);
    }

    [Fact]
    public void A_number_beyond_decimal_keeps_every_digit_as_text()
    {
        const string digits = "12345678901234567890123456789012345678.5";
        Assert.Equal(digits, Jvm.CallStatic("java.util.Objects", "requireNonNull", new JvmDecimalText(digits)));
    }

    [Fact]
    public void Int_goes_as_Integer_and_long_as_Long()
    {
        Assert.Equal("int", TypeOfLiteral(5));
        Assert.Equal("bigint", TypeOfLiteral(5L));
        Assert.Equal(5, Jvm.CallStatic("java.lang.Math", "abs", -5));
        Assert.Equal(5L, Jvm.CallStatic("java.lang.Math", "abs", -5L));
        Assert.Equal(1099511627776L, Jvm.CallStatic("java.lang.Math", "max", 1L << 40, 3));
    }

    [Fact]
    public void A_long_is_never_taken_for_an_int() =>
        JvmAssert.Fails("py4j.Py4JException", "does not exist", () => Jvm.CallStatic("java.lang.Integer", "valueOf", 5L));

    static string TypeOfLiteral(object value)
    {
        using var column = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.functions", "lit", value)!;
        return column.Invoke<JvmObjectReference>("expr").Invoke<JvmObjectReference>("dataType").Invoke<string>("simpleString");
    }
}
