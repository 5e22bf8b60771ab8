using System.Text;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Dialects;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;
using Analytics.Collector.Processing;
using Analytics.Collector.Reading;
using Analytics.Collector.Validation;
using Analytics.Contracts;
using Microsoft.AspNetCore.Http;

namespace Collector.Tests.Processing;

/// <summary>Processes an event without HTTP and Kafka: from the body's bytes to the messages.</summary>
static class Processed
{
    public static readonly DateTimeOffset ReceivedAt = new(2026, 1, 1, 12, 0, 0, 150, TimeSpan.Zero);
    static readonly LimitsOptions _limits = new();
    static readonly EventReader _reader = new(_limits);
    public static readonly EventRules Rules = new(_limits);
    public static readonly UserAgentData UserAgents = new();
    static readonly GeoDatabase _noGeo = new(new GeoOptions());

    /// <summary>The key of a source with another currency than the default.</summary>
    static readonly KeyRing _keys = new(
        new KeysOptions
        {
            Keys =
            [
                new KeyOptions
                {
                    Key = "shop",
                    Source = "shop",
                    Currency = "sek",
                },
            ],
        },
        new KeyStoreOptions(),
        TimeProvider.System
    );

    /// <summary>A salt of fixed bytes instead of random ones, so that expectations can be written down.</summary>
    static readonly DailySalt _salt = new(TimeProvider.System, length => new byte[length]);

    public static RequestFacts Facts(
        KeyKind kind = KeyKind.Browser,
        string? userAgent = null,
        string? ip = null,
        string? country = null,
        DateTimeOffset? receivedAt = null
    ) => new("r-1", receivedAt ?? ReceivedAt, new WriteKey("k-1", "web", kind, []), userAgent, ip, country);

    public static Outcome<ProcessedRequest> From(
        byte[] body,
        RequestFacts? facts = null,
        Dialect? dialect = null,
        bool lines = false,
        LimitsOptions? narrow = null,
        IQueryCollection? query = null
    )
    {
        dialect ??= new NativeDialect();
        var ids = 0;
        var limits = narrow ?? _limits;
        var privacy = new PrivacyRule(
            new Consent(new PrivacyOptions()),
            new Anonymizer(_salt),
            new SecretParameters(new PrivacyOptions()),
            _salt
        );
        var messages = new EventMessages(new Topics("t"), new KafkaOptions(), _salt);
        var events = new EventProcessor(
            narrow is null ? _reader : new EventReader(narrow),
            narrow is null ? Rules : new EventRules(narrow),
            privacy,
            new Enricher(new TimesOptions(), () => new Guid(++ids, 0, 0, new byte[8]), UserAgents, _noGeo, _salt),
            messages
        );
        var processor = new RequestProcessor(events, new ReplayReader(_noGeo, _keys), privacy, messages);
        var envelope = dialect.Cut(body, lines, new EnvelopeReader(limits));
        if (!envelope.IsGood)
            return envelope.Problem;

        dialect.Complete(envelope.Value, query ?? QueryCollection.Empty);

        var processed = processor.Process(envelope.Value, dialect, facts ?? Facts());
        return processed.Problem is { } problem ? problem : processed;
    }

    public static ProcessedRequest From(string body, RequestFacts? facts = null, Dialect? dialect = null, bool lines = false)
    {
        var outcome = From(Encoding.UTF8.GetBytes(body), facts, dialect, lines);
        Assert.True(outcome.IsGood, outcome.Problem?.ToString());
        return outcome.Value!;
    }

    /// <summary>Returns the first reason of a body's only event; null when it is accepted.</summary>
    public static string? CodeOf(string body)
    {
        var result = Assert.Single(From(body).Results);
        return result.Status == EventStatus.Rejected ? result.Code : null;
    }

    public static System.Text.Json.Nodes.JsonNode Value(this ProcessedRequest request, int index = 0) =>
        System.Text.Json.Nodes.JsonNode.Parse(request.Outgoing[index].Value)!;
}
