using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Analytics.Collector.Dialects;
using Analytics.Collector.Dialects.Posthog;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;
using Analytics.Collector.Processing;
using Analytics.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Collector.Tests.Processing;

/// <summary>
/// Cases as folders: in.json or in.ndjson is the body, expected.jsonl has the published messages, one a line, and results.jsonl, where
/// it exists, the answer. request.json sets the headers, the query, the key's kind, policy and currency, and narrower limits.
/// COLLECTOR_TESTS_ACCEPT=1 rewrites the expectations; review them before a commit.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. Directory.GetDirectories("Golden").Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Publishes_what_the_case_expects(string name)
    {
        var folder = Path.Combine("Golden", name);
        var lines = File.Exists(Path.Combine(folder, "in.ndjson"));
        var body = await File.ReadAllBytesAsync(
            Path.Combine(folder, lines ? "in.ndjson" : "in.json"),
            TestContext.Current.CancellationToken
        );
        var request = Request(Path.Combine(folder, "request.json"));
        var processed = Processed
            .From(body, Facts(request), DialectOf(request), lines, request?["limits"]?.Deserialize<LimitsOptions>(), QueryOf(request))
            .Value!;
        var actual = processed
            .Outgoing.Select(outgoing => new JsonObject
            {
                ["topic"] = outgoing.Topic,
                ["key"] = Encoding.UTF8.GetString(outgoing.Key),
                ["value"] = JsonNode.Parse(outgoing.Value),
            })
            .ToList();

        var file = Path.Combine(folder, "expected.jsonl");
        if (Environment.GetEnvironmentVariable("COLLECTOR_TESTS_ACCEPT") == "1")
            await File.WriteAllLinesAsync(file, actual.Select(Line), TestContext.Current.CancellationToken);

        var expected = File.ReadLines(file).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(expected.Select(Line), actual.Select(Line));
        AssertResults(Path.Combine(folder, "results.jsonl"), processed.Results);
        AssertSameCodes(processed);
    }

    [Fact]
    public void Every_code_of_the_collector_has_a_case()
    {
        string[] onlyOfStreaming = [RejectionCodes.MissingField, RejectionCodes.Unstorable];
        var codes = typeof(RejectionCodes).GetFields().Select(field => (string)field.GetValue(null)!).Except(onlyOfStreaming);
        var seen = Directory
            .GetFiles("Golden", "expected.jsonl", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .SelectMany(line => JsonNode.Parse(line)!["value"]!["reasons"]?.AsArray() ?? [])
            .Select(reason => (string)reason!["code"]!)
            .ToHashSet();
        Assert.Equal([], codes.Except(seen));
    }

    static void AssertResults(string file, IReadOnlyList<EventResult> results)
    {
        var actual = results
            .Select(result => string.Join(' ', new[] { $"{result.Index}", $"{result.Status}", result.Code, result.Field }.OfType<string>()))
            .ToList();
        if (File.Exists(file))
            Assert.Equal(File.ReadLines(file), actual);
        else
            Assert.DoesNotContain(results, result => result.Status == EventStatus.Dropped);
    }

    /// <summary>The code in the answer equals the code in the topic.</summary>
    static void AssertSameCodes(ProcessedRequest processed) =>
        Assert.Equal(
            processed.Results.Where(result => result.Status == EventStatus.Rejected).Select(result => (result.Index, result.Code)),
            processed
                .Outgoing.Where(outgoing => outgoing.Topic == "t.rejected")
                .Select(outgoing => (outgoing.Index, (string?)JsonNode.Parse(outgoing.Value)!["code"]))
        );

    static RequestFacts Facts(JsonNode? request)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in request?["headers"]?.AsObject() ?? [])
            headers[name] = (string?)value;

        var facts = Processed.Facts(
            Enum.Parse<KeyKind>(Text(request, "kind") ?? "Browser"),
            Text(request, "userAgent"),
            Text(request, "ip"),
            Text(request, "country")
        );
        return facts with
        {
            Hints = ClientHints.Of(headers),
            Wishes = RequestWishes.Of(headers),
            Key = facts.Key with
            {
                Policy = request?["policy"]?.Deserialize<KeyPolicy>(_enums) ?? KeyPolicy.Default,
                Currency = Text(request, "currency") ?? KeyOptions.DefaultCurrency,
            },
            PresentedKey = Encoding.UTF8.GetBytes(Text(request, "key") ?? ""),
        };
    }

    static Dialect DialectOf(JsonNode? request) =>
        Text(request, "dialect") switch
        {
            "posthog" => new PosthogDialect(),
            _ => Text(request, "type") is { } type ? new SdkDialect("segment", type) : new NativeDialect(),
        };

    static QueryCollection QueryOf(JsonNode? request) =>
        new((request?["query"]?.AsObject() ?? []).ToDictionary(field => field.Key, field => new StringValues((string?)field.Value)));

    static JsonNode? Request(string file) => File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;

    static string? Text(JsonNode? request, string member) => (string?)request?[member];

    static string Line(JsonNode node) => node.ToJsonString(_oneLine);

    static readonly JsonSerializerOptions _enums = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
    };

    static readonly JsonSerializerOptions _oneLine = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
