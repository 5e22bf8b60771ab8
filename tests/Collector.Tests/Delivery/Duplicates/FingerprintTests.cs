using System.Buffers.Binary;
using Analytics.Collector.Delivery.Duplicates;

namespace Collector.Tests.Delivery.Duplicates;

public sealed class FingerprintTests
{
    /// <summary>Entries of the reference implementation's table: key and text are 00 01 02 ..., the index is the text's length.</summary>
    [Theory]
    [InlineData(0, "a3817f04ba25a8e66df67214c7550293")]
    [InlineData(1, "da87c1d86b99af44347659119b22fc45")]
    [InlineData(2, "8177228da4a45dc7fca38bdef60affe4")]
    [InlineData(3, "9c70b60c5267a94e5f33b6b02985ed51")]
    [InlineData(8, "3b62a9ba6258f5610f83e264f31497b4")]
    [InlineData(15, "5493e99933b0a8117e08ec0f97cfc3d9")]
    public void Is_SipHash_with_128_bits(int length, string expected)
    {
        var key = new FingerprintKey([.. Enumerable.Range(0, 16).Select(i => (byte)i)]);
        var fingerprint = key.Of([.. Enumerable.Range(0, length).Select(i => (byte)i)]);
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, fingerprint.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), fingerprint.High);
        Assert.Equal(expected, Convert.ToHexStringLower(bytes));
    }
}
