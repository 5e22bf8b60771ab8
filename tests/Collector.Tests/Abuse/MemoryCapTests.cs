using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>With a memory limit of 300 MB and more requests than fit, some are refused, none is lost, and no process is killed.</summary>
[Trait("Fault", "F11")]
public sealed class MemoryCapTests(RunningCollector running)
{
    const long Cap = 300L * 1000 * 1000;
    const int Clients = 96;
    const int Requests = 1200;

    // Without control groups only the runtime has a limit: three quarters of the cap, its default share of a container.
    static readonly Dictionary<string, string> _heapAlone = new() { ["DOTNET_GCHeapHardLimit"] = (Cap * 3 / 4).ToString("x") };

    [Fact]
    public async Task Under_overload_the_cap_holds_by_shedding()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var topics = await running.Environment.CreateTopicsAsync();
        using var group = ControlGroup.TryCreate(Cap, out var why);
        if (group is null)
            TestContext.Current.AddWarning($"The runtime alone is held to the cap: {why}");

        await using var collector = await CollectorProcess.StartAsync(
            RunningCollector.Settings(topics.BootstrapServers, topics.Topics.Prefix),
            group is null ? _heapAlone : [],
            group?.Before ?? []
        );
        await collector.ReadyAsync();

        var left = Requests;
        var answers = new List<int>();
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(async _ =>
                {
                    while (Interlocked.Decrement(ref left) >= 0)
                    {
                        var status = await PostAsync(collector, Body());
                        lock (answers)
                            answers.Add(status);
                    }
                })
        );

        Assert.Equal(Requests, answers.Count);
        Assert.Empty(answers.Except([200, 202, 429, 503]));
        Assert.Contains(200, answers);
        Assert.Contains(answers, status => status is 429 or 503);
        Assert.False(collector.HasEnded, collector.Output);
        Assert.Equal(0, group?.OutOfMemoryKills ?? 0);
        // The kernel enforces the cap of a group; resident pages of shared files do not count.
        if (group is null)
            Assert.InRange(ProcessMemory.Peak(collector.Pid), 0, Cap);

        Assert.Equal("ok\n", await collector.Http.GetStringAsync("/health/ready", cancellation));
        Assert.Equal(200, await PostAsync(collector, """{"type":"page","userId":"u"}"""));
    }

    /// <summary>Returns a body of a thousand events and 1 MB.</summary>
    static string Body()
    {
        var text = new string('x', 900);
        string Event(int i) =>
            $$$"""
                {"type":"track","event":"load","userId":"u-{{{i}}}","messageId":"{{{Guid.NewGuid()}}}","properties":{"text":"{{{text}}}"}}
                """;
        return $"[{string.Join(',', Enumerable.Range(0, 1000).Select(Event))}]";
    }

    static async Task<int> PostAsync(CollectorProcess collector, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Write-Key", RunningCollector.BrowserKey);
        request.Headers.ExpectContinue = true;
        using var response = await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
        if ((int)response.StatusCode is 429 or 503)
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);

        return (int)response.StatusCode;
    }
}
