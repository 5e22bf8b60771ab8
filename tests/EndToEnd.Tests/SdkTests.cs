using Analytics.Local.Components;
using Analytics.Testing.Sdks;

namespace EndToEnd.Tests;

/// <summary>Events of published SDKs arrive in the tables of the dashboards.</summary>
public sealed class SdkTests(WholeStack stack)
{
    static readonly string[] _scripts = ["segment-node.js", "rudderstack-node.js", "posthog-node.js", "jitsu-node.js"];

    [Fact]
    public async Task Their_events_are_counted_by_their_names()
    {
        var running = await stack.RunningAsync();
        await stack.BalancedAsync([]);

        await Task.WhenAll(
            _scripts.Select(script =>
                Sdk.RunAsync(
                    script,
                    new Uri(running.Collector.Url),
                    CollectorOptions.Key,
                    Guid.NewGuid().ToString(),
                    TestContext.Current.CancellationToken
                )
            )
        );
        var history = await stack.RestedAsync();

        var counted = history
            .Counted.Select(sum =>
                (
                    sum.Key.Name,
                    sum.Key.Currency,
                    Events: sum.Value.Events - history.CountedBefore.GetValueOrDefault(sum.Key).Events,
                    Revenue: sum.Value.Revenue - history.CountedBefore.GetValueOrDefault(sum.Key).Revenue
                )
            )
            .GroupBy(sum => (sum.Name, sum.Currency))
            .Select(sums => $"{sums.Key.Name}: {sums.Sum(sum => sum.Events)}, {sums.Sum(sum => sum.Revenue):0.##} {sums.Key.Currency}")
            .Where(line => !line.Contains(": 0,"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            ["/home: 1, 0 ", "Home: 4, 0 ", "Start: 3, 0 ", "alias: 3, 0 ", "group: 5, 0 ", "identify: 5, 0 ", "purchase: 5, 47.5 EUR"],
            counted
        );
    }
}
