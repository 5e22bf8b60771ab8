using System.Text.Json;
using Analytics.Collector.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment.UserAgents;

public sealed class CrawlersTests
{
    static readonly string _file = Path.Combine(UserAgentData.Folder, "crawler-user-agents.json");
    static readonly Crawlers _crawlers = Crawlers.Read(_file);

    [Fact]
    public void Knows_every_example_that_the_list_gives()
    {
        var examples = Entries()
            .Where(entry => entry.Tags is not ["http-library"] && !LoosePatterns.OfPeople.Contains(entry.Pattern))
            .SelectMany(entry => entry.Instances)
            .ToList();
        Assert.True(examples.Count > 1500, $"{examples.Count} examples");
        Assert.Equal([], examples.Where(example => !IsCrawler(example)));
    }

    [Theory]
    [InlineData("axios/1.7.2")]
    [InlineData("okhttp/4.12.0")]
    [InlineData("curl/8.5.0")]
    [InlineData("python-requests/2.32.3")]
    [InlineData("Go-http-client/2.0")]
    [InlineData("analytics-node/6.0.0")]
    [InlineData("RudderStack/1.2 CFNetwork/1498.700.2 Darwin/23.6.0")]
    public void What_apps_and_servers_send_their_events_with_is_no_bot(string library) => Assert.False(IsCrawler(library));

    [Fact]
    public void Every_loose_pattern_is_in_the_list()
    {
        var patterns = Entries().Select(entry => entry.Pattern).ToHashSet();
        Assert.Equal([], LoosePatterns.OfPeople.Concat(LoosePatterns.OfApps).Where(pattern => !patterns.Contains(pattern)));
    }

    [Theory]
    [MemberData(nameof(Agents), "persons.txt")]
    public void A_person_is_no_bot(string userAgent) => Assert.False(IsCrawler(userAgent));

    [Theory]
    [MemberData(nameof(Agents), "bots.txt")]
    public void A_bot_is_no_person(string userAgent) => Assert.True(IsCrawler(userAgent));

    public static TheoryData<string> Agents(string file) =>
        [.. File.ReadLines(Path.Combine("user-agent-cases", file)).Where(line => line is not ("" or ['#', ..]))];

    [Theory]
    [InlineData("FreshBot", true)]
    [InlineData("my-spider/0.1", true)]
    [InlineData("crawler", true)]
    [InlineData("robotics/1.0", false)]
    [InlineData("Mozilla/5.0 (Linux; Android 11; CUBOT X50) Mobile Safari/537.36", false)]
    [InlineData("Mozilla/5.0 (Linux; Android 11; Cubot_Note) Mobile Safari/537.36", false)]
    public void A_self_declared_crawler_is_one(string userAgent, bool expected) => Assert.Equal(expected, IsCrawler(userAgent));

    static bool IsCrawler(string userAgent) => _crawlers.Contains(userAgent, userAgent.ToLowerInvariant());

    static IEnumerable<(string Pattern, string[] Tags, string[] Instances)> Entries()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(_file));
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Select(entry => (entry.GetProperty("pattern").GetString()!, Texts(entry, "tags"), Texts(entry, "instances"))),
        ];
    }

    static string[] Texts(JsonElement entry, string member) =>
        [.. entry.GetProperty(member).EnumerateArray().Select(text => text.GetString()!)];
}
