using System.Text;
using Analytics.Collector.Reading.Addresses;
using CsCheck;

namespace Collector.Tests.Reading.Addresses;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData("203.0.113.77:443", "203.0.113.0:443")]
    [InlineData("203.0.113.77, 198.51.100.9", "203.0.113.0, 198.51.100.0")]
    [InlineData("seen at 203.0.113.77.", "seen at 203.0.113.0.")]
    [InlineData("2001:db8:aaaa:bbbb::77", "2001:db8:aaaa::")]
    [InlineData("[2001:db8:aaaa:bbbb::77]:443", "[2001:db8:aaaa::]:443")]
    [InlineData("fe80:1:2:3::4%eth0", "fe80:1:2::%eth0")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0")]
    [InlineData("{\"ip\":\"203.0.113.77\",\"at\":12:30", "{\"ip\":\"203.0.113.0\",\"at\":12:30")]
    [InlineData("ip:203.0.113.77", "ip:203.0.113.0")]
    public void Cuts(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(AddressText.Cut(Encoding.UTF8.GetBytes(text))!));

    [Theory]
    [InlineData("203.0.113.0")]
    [InlineData("10.0.19041.1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("300.1.2.3")]
    [InlineData("2026-01-01T12:30:45.123Z")]
    [InlineData("{\"a\":{\"b\":1.5}}")]
    [InlineData("unknown")]
    [InlineData("")]
    public void Leaves_other_text_unchanged(string text) => Assert.Null(AddressText.Cut(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("1.")]
    [InlineData("1.1.1.1:")]
    [InlineData("::")]
    public void A_long_run_takes_little_memory(string part)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 4 * 1024 * 1024 / part.Length)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var cut = AddressText.Cut(text);

        // The run and the text, each written once and copied once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 * text.Length);
        Assert.Equal(part == "1.1.1.1:", cut is not null);
    }

    [Fact]
    public void Cutting_twice_is_cutting_once() =>
        Gen.OneOf("203.0.113.77", "2001:db8:aaaa:bbbb::77", "::1", ":", ".", "1", "ab", " ", "\"", ",", "é", "::ffff:1.2.3.4")
            .Array[0, 12]
            .Select(string.Concat)
            .Sample(
                text => AddressText.Cut(Encoding.UTF8.GetBytes(text)) is not { } once || AddressText.Cut(once) is null,
                seed: "0000KOIcHYA4",
                iter: 3000,
                threads: 1
            );
}
