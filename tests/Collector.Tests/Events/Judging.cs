using System.Text;
using Analytics.Collector.Dialects;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Events;
using Analytics.Collector.Http;
using Analytics.Collector.Kafka;
using Analytics.Collector.Keys;
using Analytics.Collector.Settings;
using Analytics.Collector.Validation;
using Analytics.Contracts;

namespace Collector.Tests.Events;

/// <summary>The way of an event without HTTP and Kafka around it: from the body's bytes to the messages.</summary>
static class Judging
{
    public static readonly DateTimeOffset ReceivedAt = new(2026, 1, 1, 12, 0, 0, 150, TimeSpan.Zero);
    static readonly LimitsOptions _limits = new();
    static readonly EventReader _reader = new(_limits);
    static readonly EventRules _rules = new(_limits);

    public static RequestFacts Facts(
        KeyKind kind = KeyKind.Browser, string? userAgent = null, string? ip = null, string? country = null, DateTimeOffset? receivedAt = null) =>
        new("r-1", receivedAt ?? ReceivedAt, new WriteKey("k-1", "web", kind, []), userAgent, ip, country);

    public static Outcome<PreparedRequest> Judge(byte[] body, RequestFacts? facts = null, Dialect? dialect = null, bool lines = false)
    {
        dialect ??= new Dialect("native");
        var ids = 0;
        var judge = new EventJudge(
            _reader, _rules, new Enricher(new TimesOptions(), () => new Guid(++ids, 0, 0, new byte[8])),
            new Topics("t"), new KafkaOptions());
        var envelope = dialect.Cut(body, lines, new EnvelopeReader(_limits));
        return envelope.IsGood ? judge.Judge(envelope.Value, dialect, facts ?? Facts()) : envelope.Problem;
    }

    public static PreparedRequest Judge(string body, RequestFacts? facts = null, Dialect? dialect = null, bool lines = false)
    {
        var outcome = Judge(Encoding.UTF8.GetBytes(body), facts, dialect, lines);
        Assert.True(outcome.IsGood, outcome.Problem?.ToString());
        return outcome.Value!;
    }

    /// <summary>The first reason of a body's only event; null when it is accepted.</summary>
    public static string? CodeOf(string body)
    {
        var result = Assert.Single(Judge(body).Results);
        return result.Status == EventStatus.Rejected ? result.Code : null;
    }

    public static System.Text.Json.Nodes.JsonNode Value(this PreparedRequest request, int index = 0) =>
        System.Text.Json.Nodes.JsonNode.Parse(request.Outgoing[index].Value)!;
}
