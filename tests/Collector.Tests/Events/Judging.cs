using System.Text;
using Analytics.Collector.Dialects;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.Privacy;
using Analytics.Collector.Enrichment.UserAgents;
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
    public static readonly EventRules Rules = new(_limits);
    public static readonly UserAgentData UserAgents = new();
    static readonly GeoDatabase _noGeo = new(new GeoOptions());

    /// <summary>Not by chance, so that what is expected can be written down.</summary>
    static readonly DailySalt _salt = new(TimeProvider.System, length => new byte[length]);

    public static RequestFacts Facts(
        KeyKind kind = KeyKind.Browser,
        string? userAgent = null,
        string? ip = null,
        string? country = null,
        DateTimeOffset? receivedAt = null
    ) => new("r-1", receivedAt ?? ReceivedAt, new WriteKey("k-1", "web", kind, []), userAgent, ip, country);

    public static Outcome<PreparedRequest> Judge(
        byte[] body,
        RequestFacts? facts = null,
        Dialect? dialect = null,
        bool lines = false,
        LimitsOptions? narrow = null
    )
    {
        dialect ??= new Dialect("native");
        var ids = 0;
        var limits = narrow ?? _limits;
        var judge = new EventJudge(
            narrow is null ? _reader : new EventReader(narrow),
            narrow is null ? Rules : new EventRules(narrow),
            new PrivacyRule(new Consent(new PrivacyOptions())),
            new Anonymizer(_salt),
            new Enricher(new TimesOptions(), () => new Guid(++ids, 0, 0, new byte[8]), UserAgents, _noGeo),
            new Topics("t"),
            new KafkaOptions()
        );
        var envelope = dialect.Cut(body, lines, new EnvelopeReader(limits));
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
