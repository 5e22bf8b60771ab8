using System.Text;
using Analytics.Collector.Events;
using Analytics.Collector.Settings;

namespace Collector.Tests.Events;

public sealed class EnvelopeReaderTests
{
    static readonly EnvelopeReader _reader = new(new LimitsOptions { Events = 3 });

    [Theory]
    [InlineData("""{"type":"track"}""", 1)]
    [InlineData("""[{},{}]""", 2)]
    [InlineData("""{"batch":[{},{},{}]}""", 3)]
    [InlineData("""{"batch":"not a list","type":"track"}""", 1)]
    [InlineData("""{"type":"track","context":{"batch":[{}]}}""", 1)]
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
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":\"\u0000\"}")]
    public void Says_what_is_unreadable(string body) => Assert.Equal("body_unreadable", Read(body).Problem!.Code);

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
