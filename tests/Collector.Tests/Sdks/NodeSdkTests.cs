using Analytics.Testing.Kafka;
using Analytics.Testing.Sdks;
using Collector.Tests.Running;

namespace Collector.Tests.Sdks;

/// <summary>Events of the SDKs for servers arrive with the type that was sent.</summary>
public sealed class NodeSdkTests(RunningCollector running)
{
    static readonly string[] _six = ["alias alias", "group group", "identify identify", "page Home", "screen Start", "track purchase"];

    [Theory]
    [InlineData("segment-node.js", "segment")]
    [InlineData("rudderstack-node.js", "segment")]
    public async Task Events_of_Segments_and_RudderStacks_SDKs_arrive(string script, string dialect)
    {
        var arrived = await SendAsync(script, _six.Length);
        Assert.Equal(_six, Told(arrived));
        Assert.Contains(arrived, one => one["event_id"] == $"{one["user_id"]}-1" && one["revenue"] == "9.5" && one["currency"] == "EUR");
        Assert.Contains(arrived, one => one["page_url"] == "https://shop.example/home?utm_source=news" && one["utm_source"] == "news");
        Assert.All(arrived, one => Assert.NotNull(one["sent_at"]));
        Assert.Contains($"dialect=\"{dialect}\"", await running.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Events_of_PostHogs_SDK_arrive()
    {
        var arrived = await SendAsync("posthog-node.js", _six.Length);
        Assert.Equal(["alias alias", "group group", "identify identify", "page /home", "screen Start", "track purchase"], Told(arrived));
        Assert.Contains(arrived, one => one["event_id"] == one["user_id"] && one["revenue"] == "9.5" && one["currency"] == "EUR");
        Assert.Contains(arrived, one => one["page_url"] == "https://shop.example/home?utm_source=news" && one["utm_source"] == "news");
        Assert.All(arrived, one => Assert.NotNull(one["sent_at"]));
    }

    [Fact]
    public async Task Events_of_Jitsus_SDK_arrive_from_pages_and_from_servers()
    {
        var arrived = await SendAsync("jitsu-node.js", 8);
        Assert.Equal(
            [
                "group group",
                "group group",
                "identify identify",
                "identify identify",
                "page Home",
                "page Home",
                "track purchase",
                "track purchase",
            ],
            Told(arrived)
        );
    }

    static IEnumerable<string> Told(IEnumerable<Arrived> arrived) =>
        arrived.Select(one => $"{one["type"]} {one["name"]}").Order(StringComparer.Ordinal);

    async Task<List<Arrived>> SendAsync(string script, int events)
    {
        var user = Guid.NewGuid().ToString();
        await Sdk.RunAsync(script, running.Collector.Url, RunningCollector.BrowserKey, user, TestContext.Current.CancellationToken);
        return await running.Kafka.FindAsync($"{script}'s events", events, arrived => arrived["user_id"] == user);
    }
}
