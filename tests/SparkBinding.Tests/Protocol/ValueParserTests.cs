using System.Text;
using Analytics.SparkBinding;
using Analytics.SparkBinding.Protocol;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Protocol;

public sealed class ValueParserTests
{
    public static TheoryData<string, object?> Values =>
        new()
        {
            { "n", null },
            { "v", null },
            { "btrue", true },
            { "bfalse", false },
            { "i-5", -5 },
            { "L9223372036854775807", long.MaxValue },
            { "d1.0E10", 1e10 },
            { "dNaN", double.NaN },
            { "dInfinity", double.PositiveInfinity },
            { "d-Infinity", double.NegativeInfinity },
            { "d-1.5", -1.5 },
            { "D12.30", 12.30m },
            { "D12345678901234567890123456789012345678", "12345678901234567890123456789012345678" },
            { "D0.1234567890123456789012345678901", "0.1234567890123456789012345678901" },
            { "s", "" },
            { @"sraw \\ \n\r é😀 end\", "raw \\ \n\r é😀 end\\" },
            { @"s\\n", @"\n" },
            { "jAP8K", new byte[] { 0, 255, 10 } },
            { "j", Array.Empty<byte>() },
        };

    [Theory, MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_line_is_parsed_to_its_value(string line, object? value) => Assert.Equal(value, Parse(line));

    [Theory]
    [InlineData("ro12", 'r')]
    [InlineData("lo12", 'l')]
    [InlineData("to12", 't')]
    public void Every_kind_of_object_is_a_reference(string line, char kind)
    {
        var reference = Assert.IsType<JvmObjectReference>(Parse(line));
        reference.MarkReleased(); // The id does not exist in the JVM and must not be released there.
        Assert.Equal(("o12", kind), (reference.Id, reference.Kind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?what")]
    [InlineData("iz")]
    [InlineData("i99999999999")]
    [InlineData("L")]
    [InlineData("dq")]
    [InlineData("j***")]
    public void An_invalid_value_is_refused(string line) => Assert.Throws<InvalidDataException>(() => Parse(line));

    static object? Parse(string line) => ValueParser.Parse(JvmHost.Current, Encoding.UTF8.GetBytes(line));
}
