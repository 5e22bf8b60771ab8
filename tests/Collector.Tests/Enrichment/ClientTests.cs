using Analytics.Collector.Keys;
using Collector.Tests.Processing;

namespace Collector.Tests.Enrichment;

public sealed class ClientTests
{
    const string Known = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";

    [Fact]
    public void A_page_may_name_a_limited_number_of_unknown_user_agents()
    {
        Assert.Equal(16, Told(KeyKind.Browser));
        Assert.Equal(100, Told(KeyKind.Server));
    }

    [Fact]
    public void A_recent_user_agent_costs_nothing_however_often_it_is_named()
    {
        var events = Enumerable.Range(0, 100).Select(_ => Event(Known));
        Assert.DoesNotContain(Browsers(events, KeyKind.Browser), browser => browser is null);
    }

    /// <summary>Returns how many of a hundred events with user agents of their own have a browser.</summary>
    static int Told(KeyKind kind) =>
        Browsers(Enumerable.Range(0, 100).Select(_ => Event($"{Known} {Guid.NewGuid()}")), kind).Count(browser => browser is not null);

    static string Event(string userAgent) => $$$"""{"type":"page","userId":"u","context":{"userAgent":"{{{userAgent}}}"}}""";

    static IEnumerable<string?> Browsers(IEnumerable<string> events, KeyKind kind)
    {
        var processed = Processed.From($"[{string.Join(',', events)}]", Processed.Facts(kind));
        return Enumerable.Range(0, processed.Outgoing.Count).Select(at => (string?)processed.Value(at)["browser"]);
    }
}
