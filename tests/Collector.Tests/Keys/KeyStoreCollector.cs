using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.Local.Postgres;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Keys;

/// <summary>A warehouse, and a collector whose keys are all in it.</summary>
public sealed class KeyStoreCollector(RunningCollector running) : IAsyncLifetime
{
    /// <summary>The setting of tests that are refused many times.</summary>
    internal const string AtOnce = "RateLimits:RefusalDelay=00:00:00";

    TestDatabase? _warehouse;
    CollectorProcess? _collector;

    internal TestDatabase Warehouse => _warehouse!;

    internal CollectorProcess Collector => _collector!;

    internal RunningCollector Running => running;

    public async ValueTask InitializeAsync()
    {
        _warehouse = await running.Environment.CreateWarehouseAsync();
        // The collector polls more often than by default, and refuses at once, since tests make many keys and wait for each.
        _collector = await StartAnotherAsync("KeyStore:RefreshInterval=00:00:00.200", AtOnce);
    }

    public async ValueTask DisposeAsync()
    {
        if (_collector is not null)
            await _collector.DisposeAsync();
        if (_warehouse is not null)
            await _warehouse.DisposeAsync();
    }

    /// <summary>Starts another node before the same warehouse.</summary>
    internal async Task<CollectorProcess> StartAnotherAsync(params string[] settings)
    {
        var collector = await running.StartKeylessAsync([
            $"KeyStore:Database={Warehouse.ConnectionString(Role.Collector)}",
            $"KeyStore:Snapshot={Snapshot()}",
            .. settings,
        ]);
        await collector.ReadyAsync();
        return collector;
    }

    internal string Snapshot() => Path.Combine(running.Environment.Folder.Path, $"keys-{Guid.NewGuid():N}", "keys.json");

    /// <summary>Creates a key by the command and waits until the collector accepts it.</summary>
    internal async Task<string> CreateAsync(string source, params string[] options)
    {
        var made = await KeysProgram.RunAsync(Warehouse.ConnectionString(Role.Keys), ["create", "--source", source, .. options]);
        Assert.Equal(0, made.ExitCode);
        var key = made.Output.Trim();
        await Collector.UntilAsync(key, HttpStatusCode.OK);
        return key;
    }

    internal async Task KeysAsync(params string[] arguments) =>
        Assert.Equal(0, (await KeysProgram.RunAsync(Warehouse.ConnectionString(Role.Keys), arguments)).ExitCode);
}

[CollectionDefinition(nameof(KeyStoreCollector))]
public sealed class KeyStoreCollection : ICollectionFixture<KeyStoreCollector>;

static class Posting
{
    /// <summary>Returns a body of that many events.</summary>
    public static string Events(int count, string name = "e") =>
        new JsonArray([
            .. Enumerable
                .Range(0, count)
                .Select(at =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["type"] = "track",
                            ["event"] = name,
                            ["userId"] = "u",
                            ["messageId"] = $"{name}-{at}",
                        }
                ),
        ]).ToJsonString();

    public static Task<HttpResponseMessage> PostAsync(
        this CollectorProcess collector,
        string key,
        string? body = null,
        string? origin = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent(body ?? """{"type":"page","userId":"u"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("X-Write-Key", key);
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        return collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts events one by one until the collector answers with the status.</summary>
    public static Task UntilAsync(this CollectorProcess collector, string key, HttpStatusCode status, TimeSpan? deadline = null) =>
        Poll.UntilAsync(
            $"{collector.Url} answers {status}",
            async () =>
            {
                using var answer = await collector.PostAsync(key);
                return answer.StatusCode == status;
            },
            deadline
        );

    public static async Task<string?> CodeAsync(this HttpResponseMessage answer) =>
        (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"];

    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
