using System.Text;
using Collector.Tests.Processing;
using CsCheck;

namespace Collector.Tests.Validation;

/// <summary>Laws of validation: it never throws, answers for each event, and accepts again what it accepted.</summary>
public sealed class EventRulesProperties
{
    static readonly string[] _words =
    [
        "type",
        "track",
        "page",
        "event",
        "userId",
        "anonymousId",
        "messageId",
        "timestamp",
        "sentAt",
        "properties",
        "context",
        "traits",
        "revenue",
        "currency",
        "url",
        "path",
        "name",
        "ip",
        "campaign",
        "source",
        "batch",
        "historical",
        "2026-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "null",
        "https://a.example/?utm_source=%ff%00",
        "\\ud800",
        "\\u0000",
        "\\ud83d\\ude00",
        "é",
        "1.2.3.4",
    ];

    static readonly Gen<string> _text = Gen.Frequency((3, Gen.OneOf(_words)), (1, Gen.String[Gen.Char.AlphaNumeric, 0, 8]))
        .Select(text => $"\"{text}\"");

    static readonly Gen<string> _scalar = Gen.Frequency(
        (4, _text),
        (1, Gen.Double.Select(d => double.IsFinite(d) ? d.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "0")),
        (1, Gen.Long.Select(n => n.ToString())),
        (1, Gen.OneOf("true", "false", "null", "1e999", "-0", "[]", "{}"))
    );

    static readonly Gen<string> _json = Gen.Recursive<string>(
        (depth, inner) =>
            depth > 4
                ? _scalar
                : Gen.Frequency(
                    (2, _scalar),
                    (1, inner.List[0, 4].Select(items => $"[{string.Join(',', items)}]")),
                    (
                        4,
                        Gen.Select(_text, inner)
                            .List[0, 6]
                            .Select(members => $"{{{string.Join(',', members.Select(m => $"{m.Item1}:{m.Item2}"))}}}")
                    )
                )
    );

    [Fact]
    public void Validation_never_throws_and_answers_for_each_event() =>
        _json.Sample(
            body =>
            {
                var outcome = Processed.From(Encoding.UTF8.GetBytes(body));
                return !outcome.IsGood
                    || (
                        outcome.Value.Results.Count == outcome.Value.Outgoing.Count
                        && outcome.Value.Outgoing.All(outgoing => System.Text.Json.Nodes.JsonNode.Parse(outgoing.Value) is not null)
                    );
            },
            seed: "0000KOIcHYA4",
            iter: 5000,
            threads: 1
        );

    [Fact]
    public void Validation_of_arbitrary_bytes_never_throws() =>
        Gen
            .Byte.Array[0, 200]
            .Sample(
                body =>
                {
                    Processed.From(body);
                    Processed.From(body, lines: true);
                },
                seed: "0000KOIcHYA4",
                iter: 5000,
                threads: 1
            );
}
