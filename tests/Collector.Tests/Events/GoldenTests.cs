using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.Collector.Dialects;
using Analytics.Collector.Keys;

namespace Collector.Tests.Events;

/// <summary>
/// Cases as folders: in.json or in.ndjson, and what is published for it, a line each. request.json says what the request says, where it matters.
/// COLLECTOR_TESTS_ACCEPT=1 writes the expectations anew, to be read before they are committed.
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
        var body = await File.ReadAllTextAsync(Path.Combine(folder, lines ? "in.ndjson" : "in.json"), TestContext.Current.CancellationToken);
        var request = Request(Path.Combine(folder, "request.json"));
        var facts = Judging.Facts(
            Enum.Parse<KeyKind>(Text(request, "kind") ?? "Browser"), Text(request, "userAgent"), Text(request, "ip"), Text(request, "country"));

        var actual = Judging.Judge(body, facts, DialectOf(request), lines).Outgoing.Select(outgoing => new JsonObject
        {
            ["topic"] = outgoing.Topic,
            ["key"] = Encoding.UTF8.GetString(outgoing.Key),
            ["value"] = JsonNode.Parse(outgoing.Value),
        }).ToList();

        var file = Path.Combine(folder, "expected.jsonl");
        if (Environment.GetEnvironmentVariable("COLLECTOR_TESTS_ACCEPT") == "1")
            await File.WriteAllLinesAsync(file, actual.Select(Line), TestContext.Current.CancellationToken);

        var expected = File.ReadLines(file).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(expected.Select(Line), actual.Select(Line));
    }

    static Dialect DialectOf(JsonNode? request) => Text(request, "dialect") switch
    {
        "posthog" => new PosthogDialect(),
        _ => Text(request, "type") is { } type ? new SdkDialect("segment", type) : new Dialect("native"),
    };

    static JsonNode? Request(string file) => File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;

    static string? Text(JsonNode? request, string member) => (string?)request?[member];

    static string Line(JsonNode node) => node.ToJsonString(_oneLine);

    static readonly JsonSerializerOptions _oneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
