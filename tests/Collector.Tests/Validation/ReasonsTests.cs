using System.Text;
using Analytics.Collector.Http;
using Analytics.Collector.Reading;
using Analytics.Collector.Validation;
using CsCheck;

namespace Collector.Tests.Validation;

/// <summary>The bare conditions and FluentValidation agree: an event passes the first exactly when the second finds no error.</summary>
public sealed class ReasonsTests
{
    static readonly EventReader _reader = new(new LimitsOptions { Properties = 2 });
    static readonly EventRules _rules = new(
        new LimitsOptions
        {
            NameLength = 3,
            IdLength = 3,
            MessageIdLength = 3,
            UrlLength = 12,
            Properties = 2,
        }
    );

    [Fact]
    public void Conditions_and_rules_agree()
    {
        var text = Gen.OneOf(
            "\"\"",
            "\" \"",
            "\"abc\"",
            "\"abcd\"",
            "\"a\\u0007\"",
            "\"a\\u0085\"",
            "\"null\"",
            "null",
            "7",
            "[]",
            "\"\\ud800\"",
            "\"track\"",
            "\"page\"",
            "\"https://a.b/\"",
            "\"https://a.b/c\""
        );
        var inner = Gen.OneOf(
            "{}",
            "[]",
            "null",
            """{"revenue":1,"currency":"EUR"}""",
            """{"revenue":"x"}""",
            """{"revenue":1,"currency":"euro"}""",
            """{"currency":"euro"}""",
            """{"a":1,"b":2,"c":3}""",
            """{"url":"https://a.b/c"}""",
            """{"page":{"url":"https://a.b/c","referrer":"https://a.b/c"}}""",
            """{"sessionId":"abcd"}"""
        );
        var member = Gen.Frequency(
            (
                3,
                Gen.Select(
                    Gen.OneOf("type", "event", "name", "userId", "anonymousId", "sessionId", "messageId", "groupId", "previousId"),
                    text
                )
            ),
            (1, Gen.Select(Gen.OneOf("properties", "traits", "context"), inner))
        );
        var (valid, invalid) = (0, 0);
        member
            .List[0, 8]
            .Sample(
                members =>
                {
                    var utf8 = Encoding.UTF8.GetBytes(
                        $$"""{"type":"page","userId":"u"{{string.Concat(members.Select(m => $",\"{m.Item1}\":{m.Item2}"))}}}"""
                    );
                    var input = _reader.Begin(new EventSlice(utf8, 3, 0), new Envelope());
                    if (input.Readable)
                        EventReader.ReadMembers(input.Original, input);

                    var errors = _rules.Validate(input).Errors;
                    (valid, invalid) = errors.Count == 0 ? (valid + 1, invalid) : (valid, invalid + 1);
                    return _rules.Holds(input) == (errors.Count == 0)
                        && _rules.Reasons(input).Select(reason => reason.Code).SequenceEqual(errors.Select(error => error.ErrorCode));
                },
                seed: "0000KOIcHYA4",
                iter: 5000,
                threads: 1
            );
        Assert.True(valid > 500 && invalid > 500, $"{valid} valid, {invalid} invalid");
    }
}
