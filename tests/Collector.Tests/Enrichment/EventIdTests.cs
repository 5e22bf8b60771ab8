using Collector.Tests.Processing;

namespace Collector.Tests.Enrichment;

public sealed class EventIdTests
{
    const string Event = """{"type":"track","event":"a","userId":"u","timestamp":"2026-01-01T12:00:00Z","properties":{"x":1,"y":[1,2]}}""";

    [Theory]
    [InlineData("""{"properties":{"y":[1,2],"x":1},"userId":"u","event":"a","timestamp":"2026-01-01T12:00:00Z","type":"track"}""")]
    [InlineData("""{ "type":"track", "event":"a","userId":"u","timestamp":"2026-01-01T12:00:00Z","properties":{"x":1,"y":[1, 2]} }""")]
    [InlineData(
        """{"type":"track","event":"a","userId":"u","timestamp":"2026-01-01T12:00:00Z","properties":{"x":1,"y":[1,"""
            + """2]},"sentAt":"2026-01-01T12:00:07Z"}"""
    )]
    [InlineData(
        """{"type":"track","event":"a","userId":"u","timestamp":"2026-01-01T12:00:00Z","properties":{"x":1,"y":[1,2]},"writeKey":"k"}"""
    )]
    [InlineData(
        """
            {"sentAt":"2026-01-01T12:00:07Z",
            "batch":[{"type":"track","event":"a","userId":"u","timestamp":"2026-01-01T12:00:00Z","properties":{"x":1,"y":[1,2]}}]}
            """
    )]
    public void Is_the_same_for_a_retry(string retry) => Assert.Equal(IdOf(Event), IdOf(retry));

    [Theory]
    [InlineData("""{"type":"track","event":"b","userId":"u","timestamp":"2026-01-01T12:00:00Z","properties":{"x":1,"y":[1,2]}}""")]
    [InlineData("""{"type":"track","event":"a","userId":"u","timestamp":"2026-01-01T12:00:01Z","properties":{"x":1,"y":[1,2]}}""")]
    [InlineData("""{"type":"track","event":"a","userId":"u","timestamp":"2026-01-01T12:00:00Z","properties":{"x":1,"y":[12]}}""")]
    [InlineData("""{"type":"track","event":"a","userId":"u","timestamp":"2026-01-01T12:00:00Z","properties":{"x":"1","y":[1,2]}}""")]
    public void Differs_for_another_event(string other) => Assert.NotEqual(IdOf(Event), IdOf(other));

    [Fact]
    public void Does_not_depend_on_the_receive_time() =>
        Assert.Equal(
            IdOf(Event),
            (string?)Processed.From(Event, Processed.Facts(receivedAt: Processed.ReceivedAt.AddMinutes(20))).Value()["event_id"]
        );

    [Fact]
    public void Equals_the_id_of_earlier_versions() => Assert.Equal("1105622e566ba79c597194f6847eef5d", IdOf(Event));

    static string? IdOf(string body) => (string?)Processed.From(body).Value()["event_id"];
}
