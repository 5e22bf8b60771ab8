using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.Contracts;

namespace Contracts.Tests;

public sealed class AnalyticsEventTests
{
    [Fact]
    public void Canonical_example_survives_a_round_trip()
    {
        var text = File.ReadAllText("examples/canonical.json");
        var read = JsonSerializer.Deserialize(text, ContractsJson.Default.AnalyticsEvent)!;
        var written = JsonSerializer.Serialize(read, ContractsJson.Default.AnalyticsEvent);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(written)), written);
    }

    [Fact]
    public void Raw_members_keep_their_bytes()
    {
        const string text = """{"properties_bytes":37,"properties":{"n":1.10,"big":12345678901234567890}}""";
        var read = JsonSerializer.Deserialize(text, ContractsJson.Default.AnalyticsEvent)!;
        Assert.Equal(text, JsonSerializer.Serialize(read, ContractsJson.Default.AnalyticsEvent));
    }

    [Fact]
    public void Times_are_written_in_utc_with_milliseconds()
    {
        var e = new AnalyticsEvent { OccurredAt = new DateTimeOffset(2026, 1, 1, 14, 0, 0, TimeSpan.FromHours(2)) };
        Assert.Equal("""{"occurred_at":"2026-01-01T12:00:00.000Z"}""", JsonSerializer.Serialize(e, ContractsJson.Default.AnalyticsEvent));
    }
}
