using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using Collector.Tests.Running;

[assembly: AssemblyFixture(typeof(RunningCollector))]

namespace Collector.Tests.Running;

/// <summary>The parts that start once: a broker, a collector, and a reader of the topics.</summary>
public sealed class RunningCollector : IAsyncLifetime
{
    public const string BrowserKey = "demo";
    public const string ServerKey = "server-secret";
    public const string OperatorKey = "operator-secret";
    readonly TestEnvironment _environment = new();
    TestTopics? _topics;
    CollectorProcess? _collector;
    TopicTail? _tail;

    internal CollectorProcess Collector => _collector!;

    internal TopicTail Kafka => _tail!;

    internal HttpClient Http => Collector.Http;

    /// <summary>The environment, for tests that need more than Kafka.</summary>
    internal TestEnvironment Environment => _environment;

    public async ValueTask InitializeAsync()
    {
        // This assembly fixture would also start when ./test.sh quick runs no test that uses it.
        if (System.Environment.GetEnvironmentVariable("ANALYTICS_TEST_QUICK") == "1")
            return;

        _topics = await _environment.CreateTopicsAsync();
        _tail = new TopicTail(_topics.BootstrapServers, _topics.Topics);
        _collector = await StartAnotherAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_collector is not null)
            await _collector.DisposeAsync();
        if (_tail is not null)
            await _tail.DisposeAsync();

        await _environment.DisposeAsync();
    }

    /// <summary>Starts another collector with these settings, before the same topics, and waits until it is ready.</summary>
    internal Task<CollectorProcess> StartAnotherAsync(params string[] settings) =>
        StartAnotherAsync(new Dictionary<string, string>(), settings);

    /// <summary>Does the same with variables in its environment, or by another command.</summary>
    internal async Task<CollectorProcess> StartAnotherAsync(
        IReadOnlyDictionary<string, string> environment,
        IEnumerable<string>? settings = null,
        params string[] before
    )
    {
        var collector = await CollectorProcess.StartAsync(
            [.. Settings(_topics!.BootstrapServers, _topics.Topics.Prefix), .. settings ?? []],
            environment,
            before
        );
        try
        {
            await collector.ReadyAsync();
            return collector;
        }
        catch
        {
            await collector.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a collector without keys in its settings, before the same topics; it listens, but need not be ready.</summary>
    internal Task<CollectorProcess> StartKeylessAsync(params string[] settings) =>
        CollectorProcess.StartAsync([
            .. Settings(_topics!.BootstrapServers, _topics.Topics.Prefix)
                .Where(setting => !setting.StartsWith("Keys:", StringComparison.Ordinal)),
            .. settings,
        ]);

    internal static IEnumerable<string> Settings(string bootstrapServers, string prefix) =>
        [
            $"Kafka:BootstrapServers={bootstrapServers}",
            $"Kafka:TopicPrefix={prefix}",
            "Proxy:PublicUrl=https://collect.example/in/",
            $"Keys:0:Key={BrowserKey}",
            "Keys:0:Source=web",
            "Keys:0:AllowWeak=true",
            $"Keys:1:Key={ServerKey}",
            "Keys:1:Source=backend",
            "Keys:1:Kind=Server",
            "Keys:1:AllowWeak=true",
            // The key is given by its hash, after the keys that tests add.
            $"Keys:9:Sha256={Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(OperatorKey)))}",
            "Keys:9:Source=repair",
            "Keys:9:Kind=Operator",
            // All tests have one client address, and many send a wrong key.
            "RateLimits:WrongKeysPerMinute=1000000",
            "RateLimits:BrowserEventsPerSecond=1000000",
            // A loaded machine makes Kafka slow; tests that are not about the spool wait for it.
            "Spool:FailoverAfter=00:00:10",
        ];

    internal async Task<(int Status, JsonNode Json)> PostAsync(
        string path,
        string body,
        string key = BrowserKey,
        string contentType = "application/json"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType)),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
