using System.Text;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Processing;
using Collector.Tests.Processing;

namespace Collector.Tests.Privacy;

/// <summary>The wish within an event holds also when the event is rejected unread, so that nothing of it is kept.</summary>
public sealed class UnreadWishesTests
{
    static readonly LimitsOptions _narrow = new() { EventBytes = 400, Depth = 4 };

    /// <summary>Bodies in Latin-1. Each of the words LARGE, LONG and NOT_UTF8 is replaced by what makes the event unreadable.</summary>
    public static TheoryData<string> Unread =>
        [
            """{"context":{"gpc":true},"userId":"ann@x.example","p":"LARGE"}""",
            """{"userId":"ann@x.example","p":"LARGE","context":{"a":{"gpc":false},"globalPrivacyControl":1}}""",
            """{"context":{"gpc":false,"consent":{"gpc":"yes"}},"userId":"ann@x.example","p":"LARGE"}""",
            """{"batch":[{"userId":"ann@x.example","p":"LARGE"}],"context":{"gpc":true}}""",
            """{"context":{"gpc":true},"userId":"ann@x.example","p":[[[[[1]]]]]}""",
            """{"context":{"gpc":true},"userId":"ann@x.example","p":LONG}""",
            """{"context":{"gpc":true},"userId":"ann@x.example","p":"NOT_UTF8"}""",
        ];

    [Theory]
    [MemberData(nameof(Unread))]
    public void Nothing_of_the_event_is_kept(string body)
    {
        var rejected = Assert.Single(Of(body, PrivacyAction.Anonymize).Outgoing);
        var message = Encoding.UTF8.GetString(rejected.Value);
        Assert.Contains("\"original_encoding\":\"withheld\"", message, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", message, StringComparison.Ordinal);

        var dropped = Of(body, PrivacyAction.Drop);
        Assert.Empty(dropped.Outgoing);
        Assert.Equal(EventStatus.Dropped, Assert.Single(dropped.Results).Status);

        var kept = Encoding.UTF8.GetString(Of(body, PrivacyAction.Ignore).Outgoing[0].Value);
        Assert.DoesNotContain("withheld", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_of_any_depth_is_read()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"consent\":", 20_000));
        var body = $"{{\"userId\":\"u\",\"context\":{{\"consent\":{deep}1{new string('}', 20_000)},\"gpc\":true}}}}";
        Assert.Empty(Of(body, PrivacyAction.Drop).Outgoing);
    }

    static ProcessedRequest Of(string body, PrivacyAction gpc)
    {
        var facts = Processed.Facts();
        facts = facts with { Key = facts.Key with { Policy = facts.Key.Policy with { Gpc = gpc } } };
        body = body.Replace("LARGE", new string('x', 500));
        body = body.Replace("LONG", new string('7', 1_001)).Replace("NOT_UTF8", new string('ÿ', 40));
        var outcome = Processed.From(Encoding.Latin1.GetBytes(body), facts, narrow: _narrow);
        Assert.True(outcome.IsGood, outcome.Problem?.ToString());
        return outcome.Value!;
    }
}
