using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Analytics.Testing.Kafka;
using Collector.Tests.Running;
using static Collector.Tests.Privacy.Canaries;

namespace Collector.Tests.Privacy;

/// <summary>
/// Plants an e-mail address, a name, a key and full addresses in every field and header of valid and invalid requests to a collector
/// with the most verbose log: none is in the log, every entry is one line, and neither key nor full address is stored.
/// </summary>
public sealed class CanaryTests(RunningCollector running)
{
    [Fact]
    public async Task Nothing_planted_is_logged_and_no_key_or_whole_address_is_stored()
    {
        var mark = $"mark-{Guid.NewGuid():N}";
        await using var collector = await running.StartAnotherAsync(
            "Logging:LogLevel:Default=Debug",
            $"Keys:2:Key={Key}",
            "Keys:2:Source=canary",
            "Keys:2:Kind=Server",
            "Proxy:KnownNetworks:0=127.0.0.1"
        );
        var sent = 0;
        // Each body is sent once, since a second one would be a duplicate and not be stored.
        foreach (
            var (path, body) in Bodies($"{mark}-events")
                .Select(body => ("/v1/events", body))
                .Concat(Bodies($"{mark}-batch").Select(body => ("/v1/batch", body)))
        )
        {
            await PostAsync(collector, path, body);
            sent++;
        }

        await PostAsync(collector, $"/v1/{Email}?writeKey={Key}&email={Email}", "{}"u8.ToArray());
        await PostAsync(collector, "/v1/events", "{}"u8.ToArray(), key: $"{Key}-wrong");
        await PostAsync(collector, "/v1/events", "{}"u8.ToArray(), contentType: $"text/x-{Person.Replace(' ', '-')}");
        await PostAsync(collector, "/v1/events", "{}"u8.ToArray(), encoding: Key);
        foreach (
            var raw in (string[])
                [$"GET /{Email} {Key}\r\n\r\n", $"POST /v1/events HTTP/1.1\r\nHost: {Email}\r\nX\u001b: {Key}\r\n\r\n", $"{Email}\r\n\r\n"]
        )
        {
            await SendRawAsync(collector, raw);
        }

        var stored = await running.Kafka.FindAsync("marked messages", sent, arrived =>
            Encoding.UTF8.GetString(arrived.Value).Contains(mark) || Decoded(arrived).Contains(mark)
        );
        Assert.All(stored, arrived =>
        {
            var text = Encoding.UTF8.GetString(arrived.Value) + arrived.Key + Decoded(arrived);
            Assert.DoesNotContain(Key, text);
            Assert.DoesNotContain(Four, text);
            Assert.DoesNotContain(Six, text);
        });
        Assert.Contains(stored, arrived => arrived.Topic == running.Kafka.Topics.Events);
        Assert.Contains(stored, arrived => arrived["original_encoding"] == "base64");
        Assert.Contains(stored, arrived => arrived["code"] == "unparsable");

        collector.Terminate();
        await collector.ExitAsync();
        AssertSilent(collector.Output);
    }

    static void AssertSilent(string output)
    {
        Assert.Contains("collector.kafka.state_changed", output); // The log is not empty.
        foreach (
            var canary in (string[])["canary@", "leak.example", Person, "canary-key", "Canary-Bird", Four, Six, "fake", "\u001b", "\r"]
        )
        {
            Assert.DoesNotContain(canary, output);
        }

        // The line of an entry begins with its time; a continuation line would not.
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(@"^\d{4}-\d\d-\d\dT", line));
    }

    static async Task PostAsync(
        CollectorProcess collector,
        string path,
        byte[] body,
        string key = Key,
        string contentType = "application/json",
        string? encoding = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (
            var header in (string[])
                [
                    "User-Agent",
                    "Referer",
                    "Cookie",
                    "Origin",
                    "X-Request-Id",
                    "Accept-Language",
                    "Sec-CH-UA",
                    "Sec-CH-UA-Model",
                    "X-Country",
                    "X-Email",
                    "traceparent",
                    "X-Write-Key",
                ]
        )
        {
            request.Headers.TryAddWithoutValidation(header, $"{Email} {Person} \u001b[31m {Key}");
        }

        request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"{Six}, {Four}");
        using var response = await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static async Task SendRawAsync(CollectorProcess collector, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, collector.Url.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            // A reset is a refusal too.
        }
    }

    static string Decoded(Arrived arrived) =>
        arrived["original_encoding"] == "base64" ? Encoding.Latin1.GetString(Convert.FromBase64String(arrived["original"]!)) : "";
}
