using System.IO.Compression;
using System.Text;
using Analytics.Collector.Dialects.Posthog;
using Analytics.Collector.Http;

namespace Collector.Tests.Dialects.Posthog;

public sealed class PosthogBodyTests
{
    const string Json = """{"api_key":"k","event":"ü&data=+","distinct_id":"u"}""";
    const int Limit = 100_000;
    readonly MemoryInFlight _memory = new(new LimitsOptions { BodiesMegabytes = 8 }, TimeProvider.System);

    public static TheoryData<string> Wrapped => [.. Ways(Encoding.UTF8.GetBytes(Json)).Select(Encoding.Latin1.GetString)];

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void Finds_the_json_in_whatever_is_around_it(string sent) => Assert.Equal(Json, Unwrapped(Encoding.Latin1.GetBytes(sent)));

    [Theory]
    [InlineData("null")]
    [InlineData("no base64")]
    [InlineData("YWJj")]
    [InlineData("""{"a":"x&data=eyJ9"}""")]
    [InlineData("")]
    public void Leaves_other_bodies_unchanged(string sent) => Assert.Equal(sent, Unwrapped(Encoding.UTF8.GetBytes(sent)));

    [Fact]
    public void Stops_at_the_limit_in_every_wrapping()
    {
        Assert.Equal(Problem.InflatesTooMuch, Unwrap(Gzip(new byte[Limit + 1])).Problem?.Code);
        Assert.Equal(Problem.InflatesTooMuch, Unwrap(Form(Base64(Gzip(new byte[Limit + 1])))).Problem?.Code);
    }

    [Fact]
    public void What_a_wrapping_inflates_to_needs_room_in_memory()
    {
        using var other = _memory.Begin("other");
        Assert.True(other.TryGrowTo(20 * 1024 * 1024));
        Assert.Equal(Problem.Overloaded, Unwrap(Base64(Gzip(new byte[Limit]))).Problem);
    }

    static IEnumerable<byte[]> Ways(byte[] json) =>
        [
            json,
            Gzip(json),
            Base64(json),
            Base64(Gzip(json)),
            Form(json),
            Form(Base64(json)),
            Form(Base64(Gzip(json))),
            Form(Gzip(json)),
            [.. "compression=base64&data="u8, .. Base64(json)],
            [.. "data="u8, .. Base64(json), .. "&compression=base64"u8],
            [.. " "u8, .. Base64(json), .. "\n"u8],
            Encoding.ASCII.GetBytes(Convert.ToBase64String(json).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        ];

    static byte[] Gzip(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(bytes);

        return output.ToArray();
    }

    static byte[] Base64(byte[] bytes) => Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes));

    static byte[] Form(byte[] value) => [.. "data="u8, .. System.Net.WebUtility.UrlEncodeToBytes(value, 0, value.Length)];

    static PooledBytes Body(byte[] bytes)
    {
        var body = new PooledBytes(bytes.Length);
        body.Append(bytes);
        return body;
    }

    string Unwrapped(byte[] sent)
    {
        using var body = Unwrap(sent).Value!;
        return Encoding.UTF8.GetString(body.Memory.Span);
    }

    Outcome<PooledBytes> Unwrap(byte[] sent)
    {
        using var part = _memory.BeginKeyless(0);
        return PosthogBody.Unwrap(Body(sent), Limit, part);
    }
}
