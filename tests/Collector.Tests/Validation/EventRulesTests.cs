using Analytics.Contracts;
using Collector.Tests.Processing;

namespace Collector.Tests.Validation;

public sealed class EventRulesTests
{
    [Theory]
    [InlineData("""{"type":"track","event":"a","userId":"u"}""", null)]
    [InlineData("""{"type":"track","event":"a","anonymousId":"u"}""", null)]
    [InlineData("""{"type":"page","userId":5}""", null)]
    [InlineData("""{"type":"track","event":"a","userId":"u","properties":null,"context":null,"timestamp":null}""", null)]
    [InlineData("""{"event":"a","userId":"u"}""", RejectionCodes.TypeMissing)]
    [InlineData("""{"type":"","event":"a","userId":"u"}""", RejectionCodes.TypeMissing)]
    [InlineData("""{"type":"Track","event":"a","userId":"u"}""", RejectionCodes.TypeUnknown)]
    [InlineData("""{"type":"track","userId":"u"}""", RejectionCodes.EventNameMissing)]
    [InlineData("""{"type":"track","event":"  ","userId":"u"}""", RejectionCodes.EventNameMissing)]
    [InlineData("""{"type":"track","event":"a"}""", RejectionCodes.UserMissing)]
    [InlineData("""{"type":"page","userId":"undefined"}""", RejectionCodes.UserMissing)]
    [InlineData("""{"type":"page","userId":" NULL "}""", RejectionCodes.UserMissing)]
    [InlineData("""{"type":"page","userId":"[object Object]"}""", RejectionCodes.UserMissing)]
    [InlineData("""{"type":"page","userId":"00000000-0000-0000-0000-000000000000"}""", RejectionCodes.UserMissing)]
    [InlineData("""{"type":"page","userId":{}}""", RejectionCodes.WrongKind)]
    [InlineData("""{"type":"track","event":{"a":1},"userId":"u"}""", RejectionCodes.WrongKind)]
    [InlineData("""{"type":"page","userId":"u","properties":[],"traits":[ ],"context":[]}""", null)]
    [InlineData("""{"type":"page","userId":"u","properties":[[]]}""", RejectionCodes.WrongKind)]
    [InlineData("""{"type":"page","userId":[]}""", RejectionCodes.WrongKind)]
    [InlineData("""{"type":"page","userId":"u","context":"x"}""", RejectionCodes.WrongKind)]
    [InlineData("""{"type":"page","userId":"u\u0000"}""", RejectionCodes.TextInvalid)]
    [InlineData("""{"type":"page","userId":"u\ud800","properties":{"a":["\ud800"],"\uDC00":1}}""", null)]
    [InlineData("""{"type":"page","userId":"u","properties":{"a":"\ud83d\ude00"}}""", null)]
    [InlineData("""{"type":"track","event":"a","userId":"u","properties":{"revenue":"1.5 EUR"}}""", RejectionCodes.RevenueInvalid)]
    [InlineData("""{"type":"track","event":"a","userId":"u","properties":{"revenue":1e15}}""", RejectionCodes.RevenueInvalid)]
    [InlineData("""{"type":"track","event":"a","userId":"u","properties":{"revenue":1e400}}""", RejectionCodes.RevenueInvalid)]
    [InlineData("""{"type":"track","event":"a","userId":"u","properties":{"revenue":true}}""", RejectionCodes.RevenueInvalid)]
    [InlineData(
        """{"type":"track","event":"a","userId":"u","properties":{"revenue":1,"currency":"QQQ"}}""",
        RejectionCodes.CurrencyInvalid
    )]
    [InlineData("""{"type":"track","event":"a","userId":"u","properties":{"currency":"euro"}}""", null)]
    [InlineData("[7]", RejectionCodes.NotAnObject)]
    public void Returns_the_code(string body, string? code) => Assert.Equal(code, Processed.CodeOf(body));

    [Theory]
    [InlineData("\"EUR\"", "EUR")]
    [InlineData("\" eur\\n\"", "EUR")]
    [InlineData("\"\"", null)]
    [InlineData("\"  \"", null)]
    [InlineData("null", null)]
    public void Reads_the_currency_of_revenue(string currency, string? expected)
    {
        var value = Processed
            .From($$$"""{"type":"track","event":"a","userId":"u","properties":{"revenue":" 1 ","currency":{{{currency}}}}}""")
            .Value();
        Assert.Equal(expected ?? "USD", (string?)value["currency"]);
        Assert.Equal(expected is null ? "currency_assumed" : null, (string?)value["warnings"]?[0]);
    }

    [Theory]
    [InlineData("978")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("[\"EUR\"]")]
    [InlineData("[]")]
    [InlineData("{\"code\":\"EUR\"}")]
    [InlineData("\"Euro\"")]
    [InlineData("\"E UR\"")]
    [InlineData("\"EUR\",\"currency\":978")]
    public void Refuses_another_currency_where_there_is_revenue(string currency)
    {
        Assert.Equal(RejectionCodes.CurrencyInvalid, Processed.CodeOf(With("\"revenue\":1,")));
        Assert.Null(Processed.CodeOf(With("")));
        Assert.Null(Processed.CodeOf(With("\"revenue\":1,", after: ",\"currency\":\"EUR\"")));

        string With(string before, string after = "") =>
            $"{{\"type\":\"track\",\"event\":\"a\",\"userId\":\"u\",\"properties\":{{{before}\"currency\":{currency}{after}}}}}";
    }

    [Theory]
    [InlineData("event", 200, RejectionCodes.EventNameTooLong)]
    [InlineData("userId", 200, RejectionCodes.IdTooLong)]
    [InlineData("anonymousId", 200, RejectionCodes.IdTooLong)]
    [InlineData("sessionId", 200, RejectionCodes.IdTooLong)]
    [InlineData("messageId", 128, RejectionCodes.IdTooLong)]
    [InlineData("groupId", 200, RejectionCodes.IdTooLong)]
    [InlineData("context.page.url", 2048, RejectionCodes.UrlTooLong)]
    [InlineData("context.page.referrer", 2048, RejectionCodes.UrlTooLong)]
    public void Measures_lengths(string path, int longest, string code)
    {
        Assert.Null(Processed.CodeOf(With(path, longest)));
        Assert.Equal(code, Processed.CodeOf(With(path, longest + 1)));
    }

    [Theory]
    [InlineData("track", "", null)]
    [InlineData("identify", "", null)]
    [InlineData("page", "", RejectionCodes.UrlTooLong)]
    [InlineData("screen", "", RejectionCodes.UrlTooLong)]
    [InlineData("page", ""","context":{"page":{"url":"https://shop.example/","referrer":"https://a.example/"}}""", null)]
    public void Measures_the_addresses_that_are_the_pages(string type, string context, string? code)
    {
        foreach (var name in (string[])["url", "referrer"])
        {
            var properties = $$"""{"{{name}}":"data:{{new string('x', 2100)}}"}""";
            var body = $$"""{"type":"{{type}}","event":"a","userId":"u","properties":{{properties}}{{context}}}""";
            Assert.Equal(code, Processed.CodeOf(body));
        }
    }

    [Fact]
    public void Counts_properties()
    {
        Assert.Null(Processed.CodeOf(Properties(255)));
        Assert.Equal(RejectionCodes.TooManyProperties, Processed.CodeOf(Properties(256)));
    }

    [Fact]
    public void Measures_depth()
    {
        Assert.Null(Processed.CodeOf(Deep(32)));
        Assert.Equal(RejectionCodes.TooDeep, Processed.CodeOf(Deep(33)));
    }

    [Fact]
    public void Measures_the_events_own_bytes()
    {
        Assert.Null(Processed.CodeOf(Sized(65536)));
        Assert.Equal(RejectionCodes.EventTooLarge, Processed.CodeOf(Sized(65537)));
    }

    static string With(string path, int length)
    {
        var root = new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = "track",
            ["event"] = "a",
            ["userId"] = "u",
        };
        var node = root;
        foreach (var part in path.Split('.')[..^1])
        {
            var inner = new System.Text.Json.Nodes.JsonObject();
            node[part] = inner;
            node = inner;
        }

        node[path.Split('.')[^1]] = new string('x', length);
        return root.ToJsonString();
    }

    static string Properties(int count) => PageWith(string.Join(',', Enumerable.Range(0, count).Select(i => $"\"p{i}\":{i}")));

    static string Deep(int levels) => PageWith($"\"a\":{new string('[', levels - 2)}{new string(']', levels - 2)}");

    static string PageWith(string properties) => """{"type":"page","userId":"u","properties":{""" + properties + "}}";

    static string Sized(int bytes)
    {
        const string frame = """{"type":"page","userId":"u","properties":{"a":""}}""";
        return frame.Replace("\"\"", $"\"{new string('x', bytes - frame.Length)}\"");
    }
}
