using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Analytics.Testing.Ledger;

namespace EndToEnd.Tests;

/// <summary>The path of an event from HTTP to warehouse, lake and page.</summary>
public sealed class EveryEventTests(WholeStack stack)
{
    [Fact]
    public async Task Is_counted_once_as_sent_and_is_once_in_the_lake()
    {
        await stack.RunningAsync();
        var sent = await stack.SendAsync(rate: 300, TimeSpan.FromSeconds(10));
        var history = await stack.BalancedAsync(sent);

        var accepted = sent.Where(one => one.Outcome is Outcome.Acked).ToList();
        Assert.Equal(3000, sent.Count);
        Assert.Equal(accepted.Count, history.Lake.Count);
        Assert.Equal(0, LedgerCheck.Repeats(history));
        var asSent = LedgerCheck.Added(history.CountedBefore, accepted.Select(one => new LakeEvent(default, one.Id, one.Facts)));
        Assert.Equal(asSent.OrderBy(sum => sum.Key.ToString()), history.Counted.OrderBy(sum => sum.Key.ToString()));
        Assert.Contains(asSent.Keys, key => key is { Name: "Order Completed", Currency.Length: 3 });
    }

    [Fact]
    public async Task Is_on_the_page()
    {
        var running = await stack.RunningAsync();
        var history = await stack.BalancedAsync(await stack.SendAsync(rate: 100, TimeSpan.FromSeconds(3)));

        // Late events are up to 40 hours old; a client's clock, within the collector's tolerance of 5 minutes, puts others into the future.
        var now = TimeProvider.System.GetUtcNow();
        var (from, to) = (now.AddHours(-47), now.AddHours(1));
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(
            new Uri($"{running.Preview.Url}/api/query"),
            new
            {
                dashboard = "live-traffic",
                from = Milliseconds(from),
                to = Milliseconds(to),
            },
            TestContext.Current.CancellationToken
        );
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var panels = page.RootElement.GetProperty("panels").EnumerateArray().ToDictionary(panel => panel.GetProperty("id").GetInt32());
        Assert.All(panels.Values, panel => Assert.False(panel.TryGetProperty("error", out var error), error.ToString()));
        Assert.Equal(
            history.Counted.Where(sum => sum.Key.Minute > from.UtcDateTime).Sum(sum => sum.Value.Events),
            panels[2].GetProperty("frames")[0].GetProperty("fields")[0].GetProperty("values")[0].GetInt64()
        );
    }

    static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
