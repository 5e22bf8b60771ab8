using System.Text.Json;
using Analytics.Local.Processes;
using Analytics.Testing.Kafka;
using Analytics.Testing.Sdks;
using Collector.Tests.Running;

namespace Collector.Tests.Sdks;

/// <summary>Events that pages of another site send from a real browser arrive, also those sent when the page is left.</summary>
public sealed class BrowserSdkTests(RunningCollector running) : IAsyncLifetime
{
    readonly Uri _url = new($"http://127.0.0.1:{Ports.Free()}");
    CollectorProcess? _collector;

    /// <summary>A collector that can tell the SDKs its address.</summary>
    public async ValueTask InitializeAsync() => _collector = await running.StartAnotherAsync($"urls={_url}", $"Proxy:PublicUrl={_url}");

    public ValueTask DisposeAsync() => _collector!.DisposeAsync();

    [Fact]
    public async Task Events_of_Segments_SDK_arrive_after_it_asks_for_its_settings()
    {
        var arrived = await SendAsync("segment-browser.js", 5, (one, user) => one["user_id"] == user);
        Assert.Equal(["group group", "identify identify", "page Home", "track left", "track purchase"], Told(arrived));
        Assert.All(arrived.Where(one => one["name"] != "left"), one =>
            Assert.Equal(("news", "/home"), (one["utm_source"], one["page_path"]))
        );
    }

    [Fact]
    public async Task Events_of_RudderStacks_SDK_arrive_after_it_asks_for_its_source()
    {
        var arrived = await SendAsync("rudderstack-browser.js", 5, (one, user) => one["user_id"] == user);
        Assert.Equal(["group group", "identify identify", "page Home", "track left", "track purchase"], Told(arrived));
        Assert.All(arrived.Where(one => one["name"] is "Home" or "purchase"), one =>
            Assert.Equal(("news", "/home"), (one["utm_source"], one["page_path"]))
        );
    }

    [Fact]
    public async Task Events_of_PostHogs_SDK_arrive_in_each_of_its_encodings()
    {
        var arrived = await SendAsync("posthog-browser.js", 5, (one, user) => (string?)one.Json["properties"]?["mark"] == user);
        Assert.Equal(["identify identify", "page /home", "track $pageleave", "track left", "track purchase"], Told(arrived));
        Assert.All(arrived.Where(one => one["type"] == "page"), one =>
            Assert.Equal(("news", "/home"), (one["utm_source"], one["page_path"]))
        );
        Assert.Single(arrived.Select(one => one["session_id"]).Distinct());
    }

    [Fact]
    public async Task Fetch_and_beacons_can_send_and_read_errors()
    {
        var user = Guid.NewGuid().ToString();
        List<Arrived> arrived = [];
        var said = await Sdk.RunAsync(
            "beacon-browser.js",
            _url,
            RunningCollector.BrowserKey,
            user,
            TestContext.Current.CancellationToken,
            async () => arrived = await running.Kafka.FindAsync("the page's events", 5, one => one["user_id"] == user)
        );

        Assert.Equal("""[[200,1,true],[200,1,true],[401,"key_unknown",true],[1,1]]""", JsonSerializer.Serialize(JsonDocument.Parse(said)));
        Assert.Equal(
            ["track authorization", "track beacon of json", "track beacon of text", "track credentials", "track pixel"],
            Told(arrived)
        );
    }

    static IEnumerable<string> Told(IEnumerable<Arrived> arrived) =>
        arrived.Select(one => $"{one["type"]} {one["name"]}").Order(StringComparer.Ordinal);

    async Task<List<Arrived>> SendAsync(string script, int events, Func<Arrived, string, bool> isOf)
    {
        var user = Guid.NewGuid().ToString();
        List<Arrived> found = [];
        await Sdk.RunAsync(script, _url, RunningCollector.BrowserKey, user, TestContext.Current.CancellationToken, async () =>
            found = await running.Kafka.FindAsync($"{script}'s events", events, arrived => isOf(arrived, user))
        );
        return found;
    }
}
