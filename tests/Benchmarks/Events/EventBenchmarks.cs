using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Dialects;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;
using Analytics.Collector.Processing;
using Analytics.Collector.Reading;
using Analytics.Collector.Validation;
using Analytics.Contracts;
using BenchmarkDotNet.Attributes;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Analytics.Benchmarks.Events;

/// <summary>Measures each step of one event in the collector, and all steps together.</summary>
[MemoryDiagnoser]
public class EventBenchmarks
{
    const int Batch = 100;
    readonly byte[] _body = Ingest.Sending.RequestBytes.Body(Batch, "benchmark0", connection: 1);
    readonly RequestFacts _facts = new(
        "r-1",
        TimeProvider.System.GetUtcNow(),
        new WriteKey("k-1", "web", KeyKind.Browser, []),
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 "
            + "Mobile/15E148 Safari/604.1",
        "203.0.113.0",
        "SE"
    );

    readonly SdkDialect _dialect = new("segment");
    EnvelopeReader _envelopes = null!;
    EventReader _reader = null!;
    EventRules _rules = null!;
    Enricher _enricher = null!;
    RequestProcessor _processor = null!;
    Envelope _envelope = null!;
    InputEvent _input = null!;
    AnalyticsEvent _canonical = null!;

    /// <summary>The collector's services with their defaults.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var builder = WebApplication.CreateSlimBuilder(["--Kafka:BootstrapServers=127.0.0.1:1"]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddHttp();
        builder.AddKeys();
        builder.AddReading();
        builder.AddValidation();
        builder.AddPrivacy();
        builder.AddEnrichment();
        builder.AddKafka();
        builder.AddProcessing();
        var services = builder.Build().Services;
        _envelopes = services.GetRequiredService<EnvelopeReader>();
        _reader = services.GetRequiredService<EventReader>();
        _rules = services.GetRequiredService<EventRules>();
        _enricher = services.GetRequiredService<Enricher>();
        _processor = services.GetRequiredService<RequestProcessor>();
        _envelope = _envelopes.Read(_body, lines: false).Value!;
        _input = ReadMembers();
        _canonical = _enricher.Enrich(_input, _facts);
        if (!_rules.Validate(_input).IsValid)
            throw new InvalidOperationException("The event is not valid: something else would be measured.");
    }

    [Benchmark(Description = "cut the body (JSON, one pass)", OperationsPerInvoke = Batch)]
    public object Cut() => _envelopes.Read(_body, lines: false).Value!;

    [Benchmark(Description = "read the event's members")]
    public object Read() => ReadMembers();

    [Benchmark(Description = "validate: the rules' conditions")]
    public object Validate() => _rules.Reasons(_input);

    [Benchmark(Description = "FluentValidation's own pass, where one fails")]
    public ValidationResult ValidateWhole() => _rules.Validate(_input);

    [Benchmark(Description = "enrich")]
    public object Enrich() => _enricher.Enrich(_input, _facts);

    [Benchmark(Description = "serialize")]
    public byte[] Serialize() => EventBytes.Of(_canonical, ContractsJson.Default.AnalyticsEvent);

    [Benchmark(Description = "all of it: from the body's bytes to the messages", OperationsPerInvoke = Batch)]
    public object Process() => _processor.Process(_envelopes.Read(_body, lines: false).Value!, _dialect, _facts);

    InputEvent ReadMembers()
    {
        var input = _reader.Begin(_envelope.Events[0], _envelope);
        EventReader.ReadMembers(_dialect.Translate(input.Original, _envelope), input);
        return input;
    }
}
