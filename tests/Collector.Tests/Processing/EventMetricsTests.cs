using System.Text;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Dialects;
using Analytics.Collector.Keys;
using Analytics.Collector.Processing;
using Collector.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Collector.Tests.Processing;

/// <summary>An event counts as what it is once, when it is stored: no matter how often a client sends it.</summary>
public sealed class EventMetricsTests
{
    const string Body = """[{"type":"page","userId":"u"},{"type":"page","messageId":"m"},{"type":"page","userId":"u","messageId":"n"}]""";
    static readonly int[] _all = [0, 1, 2];

    [Fact]
    public async Task Counts_a_stored_request_once()
    {
        var source = Source();

        // Neither Kafka nor the spool has room, then some of it is not acknowledged, then all is stored, and then it is sent again.
        await AnswerAsync(source, new Stored(Durability.None, [], []) { IsNothing = true });
        await AnswerAsync(source, new Stored(Durability.None, _all, []));
        Assert.Equal((0, 0), await CountsAsync(source));

        await AnswerAsync(source, new Stored(Durability.Kafka, [], []));
        Assert.Equal((2, 1), await CountsAsync(source));

        await AnswerAsync(source, new Stored(Durability.Kafka, [], _all));
        Assert.Equal((2, 1), await CountsAsync(source));
    }

    [Fact]
    public async Task Counts_what_is_stored_of_a_request()
    {
        var source = Source();

        await AnswerAsync(source, new Stored(Durability.Kafka, [1], [2]));
        Assert.Equal((1, 0), await CountsAsync(source));
    }

    [Fact]
    public async Task Counts_nothing_of_a_replay_that_is_refused()
    {
        var source = Source();
        const string good =
            """{"source":"shop","channel":"server","received_at":"2025-12-24T10:00:00Z","replay_of":"x","original":{"type":"page"}}""";
        var facts = Processed.Facts() with { Key = new WriteKey("k", source, KeyKind.Operator, []) };

        Assert.False(Processed.From(Encoding.UTF8.GetBytes($"[{good},7]"), facts).IsGood);
        Assert.Equal((0, 0), await CountsAsync(source));
    }

    static string Source() => $"metrics-{Guid.NewGuid():N}";

    static async Task AnswerAsync(string source, Stored stored)
    {
        var facts = Processed.Facts() with { Key = new WriteKey("k", source, KeyKind.Browser, []) };
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await Answer.WriteAsync(context, Processed.From(Body, facts), stored, new NativeDialect());
    }

    static async Task<(double Accepted, double Rejected)> CountsAsync(string source)
    {
        var lines = (await OwnMetrics.LinesAsync()).Where(line => line.Contains(source)).ToList();
        return (Sum("collector_event_accepted_total"), Sum("collector_event_rejected_total"));

        double Sum(string name) =>
            lines.Where(line => line.StartsWith(name, StringComparison.Ordinal)).Sum(line => double.Parse(line.Split(' ')[1]));
    }
}
