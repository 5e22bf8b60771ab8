using System.Globalization;
using System.Text.RegularExpressions;
using Analytics.Local.Components;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using Analytics.Testing.Waiting;
using Gateway.Tests.Running;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(RunningGateway))]
// One test kills a collector, while others count the requests that reach one.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Gateway.Tests.Running;

/// <summary>The parts that start once: a broker, two collectors, a gateway before them, and a reader of the topics.</summary>
public sealed partial class RunningGateway : IAsyncLifetime
{
    readonly TestEnvironment _environment = new();
    TestTopics? _topics;
    TopicTail? _tail;
    Analytics.Local.Components.Collector[] _collectors = [];
    LocalGateway? _gateway;

    internal IReadOnlyList<Analytics.Local.Components.Collector> Collectors => _collectors;

    internal LocalGateway Gateway => _gateway!;

    internal TopicTail Kafka => _tail!;

    /// <summary>The folder of the tests' files; removed at the end.</summary>
    internal string Folder => _environment.Folder.Path;

    public async ValueTask InitializeAsync()
    {
        _topics = await _environment.CreateTopicsAsync();
        _tail = new TopicTail(_topics.BootstrapServers, _topics.Topics);
        var settings = new Dictionary<string, string> { ["Proxy__KnownNetworks__0"] = "127.0.0.1" };
        _collectors = [NewCollector(1, settings), NewCollector(2, settings)];
        // All clients have the address of this machine.
        _gateway = NewGateway("gateway", [.. _collectors.Select(collector => collector.Url)], ("RATE", "100000"), ("BURST", "100000"));
        settings["Proxy__PublicUrl"] = _gateway.SecureUrl;
        await Task.WhenAll(_collectors.Select(collector => collector.StartAsync()));
        await _gateway.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        foreach (var collector in _collectors)
            await collector.DisposeAsync();
        if (_tail is not null)
            await _tail.DisposeAsync();

        await _environment.DisposeAsync();
    }

    /// <summary>Starts another gateway with these settings, before the same collectors.</summary>
    internal Task<LocalGateway> StartAnotherAsync(string name, params (string Name, string Value)[] settings) =>
        StartAnotherAsync(name, [.. _collectors.Select(collector => collector.Url)], settings);

    /// <summary>Starts another gateway before other collectors.</summary>
    internal async Task<LocalGateway> StartAnotherAsync(string name, string[] collectors, params (string Name, string Value)[] settings)
    {
        var gateway = NewGateway(name, collectors, settings);
        await gateway.StartAsync();
        return gateway;
    }

    LocalGateway NewGateway(string name, string[] collectors, params (string Name, string Value)[] settings) =>
        new(Folder, new GatewayOptions(collectors) { Settings = settings.ToDictionary(one => one.Name, one => one.Value) }, name);

    /// <summary>
    /// Returns the number of event requests that both collectors have answered, so many at least, once it stays. A collector counts a
    /// request after its answer.
    /// </summary>
    internal async Task<long> AnsweredAsync(long least = 0)
    {
        var before = -1L;
        return await Poll.UntilAsync(
            CountedAsync,
            count =>
            {
                var stays = count == before && count >= least;
                before = count;
                return stays;
            },
            count => $"{count} requests are answered and more come, or less than {least}",
            period: TimeSpan.FromMilliseconds(100)
        );
    }

    async Task<long> CountedAsync()
    {
        using var http = new HttpClient();
        var pages = await Task.WhenAll(_collectors.Select(collector => http.GetStringAsync(new Uri($"{collector.Url}/metrics"))));
        return pages
            .SelectMany(page => Answered().Matches(page))
            .Sum(match => long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture));
    }

    // Each collector has its folder for its files.
    internal Analytics.Local.Components.Collector NewCollector(int number, IReadOnlyDictionary<string, string> settings) =>
        new(
            Path.Combine(Folder, $"collector-{number}"),
            new CollectorOptions(_topics!.BootstrapServers) { TopicPrefix = _topics.Topics.Prefix, Settings = settings },
            $"collector-{number}"
        );

    [GeneratedRegex("""^collector_request_duration_seconds_count\{[^}]*route="/v1/[^}]*\} (?<count>\d+)$""", RegexOptions.Multiline)]
    private static partial Regex Answered();
}
