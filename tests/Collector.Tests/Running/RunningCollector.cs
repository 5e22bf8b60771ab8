using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Collector.Tests.Running;

[assembly: AssemblyFixture(typeof(RunningCollector))]

namespace Collector.Tests.Running;

/// <summary>What starts once: a broker, a collector before it, and a reader behind it.</summary>
public sealed class RunningCollector : IAsyncLifetime
{
    public const string BrowserKey = "demo";
    public const string ServerKey = "server-secret";
    const string Prefix = "collector-tests";
    readonly KafkaBroker _kafka = new();
    CollectorProcess? _collector;
    TopicTail? _tail;

    internal string BootstrapServers => _kafka.BootstrapServers;

    internal CollectorProcess Collector => _collector!;

    internal TopicTail Kafka => _tail!;

    internal HttpClient Http => Collector.Http;

    public async ValueTask InitializeAsync()
    {
        await _kafka.StartAsync();
        await _kafka.CreateTopicsAsync(Prefix);
        _tail = new TopicTail(_kafka.BootstrapServers, Prefix);
        _collector = await CollectorProcess.StartAsync([.. Settings(_kafka.BootstrapServers, Prefix)]);
        await _collector.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_collector is not null)
            await _collector.DisposeAsync();
        if (_tail is not null)
            await _tail.DisposeAsync();

        await _kafka.DisposeAsync();
    }

    internal static IEnumerable<string> Settings(string bootstrapServers, string prefix) =>
    [
        $"Kafka:BootstrapServers={bootstrapServers}", $"Kafka:TopicPrefix={prefix}",
        $"Keys:0:Key={BrowserKey}", "Keys:0:Source=web",
        $"Keys:1:Key={ServerKey}", "Keys:1:Source=backend", "Keys:1:Kind=Server",
    ];

    internal async Task<(int Status, JsonNode Json)> PostAsync(string path, string body, string key = BrowserKey, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
