using System.Text;
using Analytics.SparkBinding;
using Analytics.SparkBinding.Protocol;

namespace SparkBinding.Tests.Protocol;

/// <summary>The bytes of section 3 of the protocol, one by one.</summary>
public sealed class CommandWriterTests
{
    readonly CommandBuffer _buffer = new();
    readonly JvmClient _client = JvmHost.Current;

    [Fact]
    public void Authentication_has_no_end_line() => Expect("A\nsecret\n", b => b.Authenticate("secret"));

    [Fact]
    public void A_static_call_names_the_class_after_z() =>
        Expect("c\nz:org.apache.spark.sql.SparkSession\nbuilder\ne\n", b =>
            b.CallStatic(_client, "org.apache.spark.sql.SparkSession", "builder", [])
        );

    [Fact]
    public void A_call_escapes_backslash_CR_and_LF_and_nothing_else() =>
        Expect("c\no0\nappName\nsraw \\\\ \\n\\r é😀\0 proof\ne\n", b => b.Call(_client, "o0", "appName", ["raw \\ \n\r é😀\0 proof"]));

    [Fact]
    public void A_constructor_is_called_with_its_arguments() =>
        Expect("i\njava.math.BigDecimal\ns12345678901234567890.12\ne\n", b =>
            b.New(_client, "java.math.BigDecimal", ["12345678901234567890.12"])
        );

    [Fact]
    public void Arrays_are_made_set_read_and_measured()
    {
        Expect("a\nc\nsorg.apache.spark.sql.Column\ni2\ne\n", b => b.NewArray("org.apache.spark.sql.Column", 2));
        Expect("a\ns\no17\ni0\nstext\ne\n", b => b.SetElement(_client, "o17", 0, "text"));
        Expect("a\ng\no17\ni0\ne\n", b => b.Element("o17", 0));
        Expect("a\ne\no17\ne\n", b => b.Short("a\ne\n"u8, "o17"));
    }

    [Fact]
    public void Fields_release_and_stack_trace_are_written_as_commands()
    {
        Expect("r\nm\njava.lang.Integer\nMAX_VALUE\ne\n", b => b.Member("r\nm\n"u8, "java.lang.Integer", "MAX_VALUE"));
        Expect("f\ng\no5\nname\ne\n", b => b.Member("f\ng\n"u8, "o5", "name"));
        Expect("m\nd\no24\ne\n", b => b.Release("o24"));
        Expect("p\nro62\ne\n", b => b.StackTrace("o62"));
    }

    public static TheoryData<object?, string> Values =>
        new()
        {
            { null, "n" },
            { true, "btrue" },
            { false, "bfalse" },
            { -5, "i-5" },
            { (short)3, "i3" },
            { (byte)255, "i255" },
            { 100L, "L100" },
            { uint.MaxValue, "L4294967295" },
            { long.MinValue, "L-9223372036854775808" },
            { 1.5, "d1.5" },
            { double.NaN, "dNaN" },
            { double.PositiveInfinity, "dInfinity" },
            { double.NegativeInfinity, "d-Infinity" },
            { 12.30m, "D12.30" },
            { new JvmDecimalText("12345678901234567890123456789012345678"), "D12345678901234567890123456789012345678" },
            { "", "s" },
            { 'x', "sx" },
            { "half \ud83d pair", "shalf ? pair" },
            { new byte[] { 0, 255, 10 }, "jAP8K" },
            { Array.Empty<byte>(), "j" },
        };

    [Theory, MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_is_its_letter_and_its_text(object? value, string line) => Expect(line, b => b.Value(_client, value));

    [Fact]
    public void A_type_without_a_Java_counterpart_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => _buffer.Value(_client, new DateOnly(2000, 1, 1)));
        Assert.Contains("System.DateOnly", error.Message, StringComparison.Ordinal);
    }

    void Expect(string text, Action<CommandBuffer> write)
    {
        _buffer.Clear();
        write(_buffer);
        Assert.Equal(text, Encoding.UTF8.GetString(_buffer.Written));
    }
}
