using System.Text;
using Analytics.Collector.Http;
using Analytics.Collector.Reading;

namespace Collector.Tests.Reading;

public sealed class EnvelopeReaderTests
{
    static readonly EnvelopeReader _reader = new(new LimitsOptions { Events = 3 });

    [Theory]
    [InlineData("""{"type":"track"}""", 1)]
    [InlineData("""[{},{}]""", 2)]
    [InlineData("""{"batch":[{},{},{}]}""", 3)]
    [InlineData("""{"batch":"not a list","type":"track"}""", 1)]
    [InlineData("""{"type":"track","context":{"batch":[{}]}}""", 1)]
    [InlineData("{}\n{}", 2)]
    [InlineData("\n {} \r\n\r\n {}\r\n", 2)]
    [InlineData("{}\nno json\n{}", 3)]
    [InlineData("{\n}\n", 1)]
    public void Cuts_a_body_into_events(string body, int events) => Assert.Equal(events, Read(body).Value!.Events.Count);

    [Fact]
    public void Ignores_a_byte_order_mark() => Assert.Single(Read("\uFEFF{}").Value!.Events);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("{}{}")]
    [InlineData("{\n}\n{\n}")]
    [InlineData("no json\n{}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":\"\u0000\"}")]
    public void Says_what_is_unreadable(string body) => Assert.Equal("body_unreadable", Read(body).Problem!.Code);

    [Fact]
    public void Holds_a_batchs_context_to_the_limits_of_each_event()
    {
        Assert.Null(CodeOf(Nested(31)));
        Assert.Equal("body_unreadable", CodeOf(Nested(32)));
        Assert.Null(CodeOf("{\"a\":\"\\ud800\"}"u8));
        Assert.Null(CodeOf([.. "{\"libr"u8, 0xca, .. "ry\":1}"u8]));
        Assert.Equal("body_unreadable", CodeOf([.. "{\"libr"u8, .. Enumerable.Repeat((byte)0xca, 33), .. "ry\":1}"u8]));
        Assert.Equal("event_too_large", CodeOf(Encoding.UTF8.GetBytes($$"""{"a":"{{new string('a', 65_536)}}"}""")));

        static byte[] Nested(int levels) =>
            Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat("{\"a\":", levels))}1{new string('}', levels)}");

        static string? CodeOf(ReadOnlySpan<byte> context) =>
            _reader.Read((byte[])[.. "{\"context\":"u8, .. context, .. ",\"batch\":[{}]}"u8], lines: false).Problem?.Code;
    }

    [Theory]
    [InlineData("{}\n{}", 2)]
    [InlineData("{}", 1)]
    [InlineData("[{},{}]", 2)]
    [InlineData("{\"batch\":[{},{}]}\n", 2)]
    [InlineData("[\n{},\n{}\n]", 2)]
    [InlineData("{\n\"batch\": [\n{},{}]}", 2)]
    [InlineData("no json\n{}", 2)]
    [InlineData("[1]\n{}", 2)]
    public void The_bytes_say_what_a_body_of_lines_is(string body, int events) =>
        Assert.Equal(events, _reader.Read(Encoding.UTF8.GetBytes(body), lines: true).Value!.Events.Count);

    [Theory]
    [InlineData("{\"batch\":[{},{}]}\n{\"batch\":[{}]}", 3)]
    [InlineData("{\"batch\":[{},{}]}\r\nno json\n", 3)]
    [InlineData("{}\n\n{\"batch\":[]}\n{\"a\":1,\"batch\":[{}]}", 2)]
    [InlineData("[{},{}]\n[{}]", 3)]
    [InlineData("[{}]\n{\"batch\":[{}]}\n{}", 3)]
    [InlineData("{\"batch\":\"no list\"}\n{\"a\":{\"batch\":[{},{}]}}", 2)]
    [InlineData("{\"batch\":[{}]}\n{\"batch\":[{},{}]", 2)]
    public void A_line_may_be_a_body_of_several_events(string body, int events)
    {
        Assert.Equal(events, Read(body).Value!.Events.Count);
        Assert.Equal(events, _reader.Read(Encoding.UTF8.GetBytes(body), lines: true).Value!.Events.Count);
    }

    [Fact]
    public void Keeps_no_batch_without_events()
    {
        var read = Read("[]\n{\"batch\":[],\"context\":{\"a\":1}}\n[{}]\n{\"batch\":[]}\n{}").Value!;
        Assert.Single(read.Batches);
        Assert.Equal(2, read.Events.Count);
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(at => read.Of(at) == read.Batches[0]));
    }

    [Fact]
    public void The_limits_hold_for_all_lines_together()
    {
        Assert.Equal("too_many_events", Read("{\"batch\":[{},{}]}\n[{},{}]").Problem!.Code);
        var line = $$"""{"context":{"a":"{{new string('a', 100)}}"},"batch":[{},{},{},{}]}""";
        var narrow = new EnvelopeReader(new LimitsOptions { DecompressedBodyBytes = 800 });
        Assert.Null(narrow.Read(Encoding.UTF8.GetBytes(line), lines: false).Problem);
        Assert.Equal("body_inflates_too_much", narrow.Read(Encoding.UTF8.GetBytes($"{line}\n{line}"), lines: false).Problem!.Code);
    }

    [Fact]
    public void A_batch_in_a_line_shares_its_values_with_its_own_events()
    {
        var read = Read("{\"context\":{\"a\":1},\"sentAt\":1,\"batch\":[{}]}\n{}\n{\"sentAt\":2,\"writeKey\":\"k\",\"batch\":[{}]}").Value!;
        Assert.Equal(["1", null, "2"], Enumerable.Range(0, 3).Select(at => read.Of(at).SentAt.Text));
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(at => read.Of(at).Context is not null));
        Assert.Null(read.Key);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_key_of_lines_is_that_of_the_first_batch(bool lines) =>
        Assert.Equal(
            "k",
            _reader.Read("{\"batch\":[{}],\"writeKey\":\"k\"}\n{\"writeKey\":\"o\",\"batch\":[]}"u8.ToArray(), lines).Value!.Key
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_key_of_lines_is_the_first_lines(bool lines) =>
        Assert.Equal("k", _reader.Read("{\"a\":1,\"writeKey\":\"k\"}\n{\"writeKey\":\"other\"}"u8.ToArray(), lines).Value!.Key);

    [Fact]
    public void Finds_the_key_of_a_body_that_it_refuses()
    {
        Assert.All(
            (string[])["{\"writeKey\":\"k\",", "{\"batch\":[],\"writeKey\":\"k\"}", "{\"batch\":[{},{},{},{}],\"writeKey\":\"k\"}"],
            body => Assert.Equal("k", Read(body).Value?.Key)
        );
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"batch":[]}""")]
    public void Refuses_an_empty_batch(string body) => Assert.Equal("batch_empty", Read(body).Problem!.Code);

    [Fact]
    public void Refuses_more_events_than_the_limit() => Assert.Equal("too_many_events", Read("[{},{},{},{}]").Problem!.Code);

    [Fact]
    public void Measures_depth_from_the_events_own_object()
    {
        Assert.Equal([3], Read("""{"a":[{}],"b":1}""").Value!.Events.Select(e => e.Depth));
        Assert.Equal([1, 2], Read("""{"batch":[{"a":1},{"a":[]}]}""").Value!.Events.Select(e => e.Depth));
    }

    [Fact]
    public void Reads_a_hundred_thousand_levels_quickly()
    {
        var body = $$"""{"a":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";
        Assert.Equal(100_001, Read(body).Value!.Events[0].Depth);
    }

    static Analytics.Collector.Http.Outcome<Envelope> Read(string body) => _reader.Read(Encoding.UTF8.GetBytes(body), lines: false);
}
