using System.Text;
using System.Text.Json.Nodes;
using Analytics.Testing.Waiting;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>Plants keys, names and addresses wherever a client can send them, and finds none in the gateway's output.</summary>
public sealed class LogTests(RunningGateway running)
{
    const string Key = "canary-key-5e1f",
        Mail = "canary@example.org",
        Address = "127.77.66.55",
        Cookie = "canary-cookie";

    [Fact]
    public async Task No_secret_is_written_whatever_the_answer_is()
    {
        await using var alone = await running.StartAnotherAsync(
            "gateway-canaries-alone",
            [$"http://127.0.0.1:{Analytics.Local.Processes.Ports.Free()}"]
        );
        await using var gateway = await running.StartAnotherAsync("gateway-canaries", ("RATE", "1"), ("BURST", "20"));
        var statuses = new HashSet<int>();
        foreach (var (one, version) in new[] { (alone, 1), (alone, 2), (gateway, 1), (gateway, 2) })
        {
            using var http = Client.Of(one, Address, version);
            foreach (
                var path in new[]
                {
                    $"/v1/events?writeKey={Key}&email={Mail}",
                    $"/{Mail}?{Key}",
                    $"/v1/projects/{Key}/settings",
                    $"/v1/{Mail}/{Key}",
                    $"/array/{Key}/config.js",
                    $"/metrics?{Mail}",
                }
            )
            {
                statuses.Add(await AskAsync(http, path, "{}"));
            }
            statuses.Add(await AskAsync(http, $"/v1/events?{Key}", new string(' ', 9 * 1024 * 1024)));
            for (var again = 0; again < 40; again++)
                statuses.Add(await AskAsync(http, $"/v1/events?{Key}", "{}"));
            await TlsConnection.AskAsync(
                one,
                $"POST /v1/events?{Key} HTTP/1.1\r\nHost: {Mail}\r\nAuthorization: {Key}\r\n{Mail}\r\nTransfer-Encoding: {Mail}\r\n\r\n"
            );
            await TlsConnection.AskAsync(one, $"{Key.ToUpperInvariant()} /{Mail}\r\n\r\n");
        }

        Assert.Superset(new HashSet<int> { 401, 404, 413, 429, 503 }, statuses);
        foreach (var one in (LocalGateway[])[alone, gateway])
        {
            await Poll.UntilAsync("every request is in the log", () => AccessLog.Lines(one).Length >= 2 * 49);
            Assert.All(AccessLog.Lines(one), line => Assert.Equal(15, JsonNode.Parse(line)!.AsObject().Count));
            var written =
                string.Join('\n', AccessLog.Lines(one)) + await File.ReadAllTextAsync(one.Log, TestContext.Current.CancellationToken);
            foreach (var canary in (string[])[Key, Mail, Address, Cookie])
                Assert.DoesNotContain(canary, written, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("127.77.66.0", written);
        }

        // The log still tells the error.
        Assert.Contains(
            "connect() failed (111: Connection refused) while connecting to upstream\n",
            await File.ReadAllTextAsync(alone.Log, TestContext.Current.CancellationToken)
        );
    }

    static async Task<int> AskAsync(HttpClient http, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8) };
        foreach (
            var (name, value) in new[]
            {
                ("Authorization", $"Bearer {Key}"),
                ("X-Write-Key", Key),
                ("X-Request-Id", Mail),
                ("Referer", $"https://x/{Mail}"),
                ("User-Agent", Mail),
                ("Origin", $"https://{Mail}"),
                ("Cookie", Cookie),
                ("X-Forwarded-For", Address),
            }
        )
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
