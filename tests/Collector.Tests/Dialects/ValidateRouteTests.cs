using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

public sealed partial class ValidateRouteTests(RunningCollector running)
{
    [Fact]
    public async Task Answers_as_if_and_stores_and_counts_nothing()
    {
        var mark = Guid.NewGuid().ToString();
        var body =
            $$"""[{"messageId":"v-0","type":"page","userId":"{{mark}}"},{"messageId":"v-1","type":"track","userId":"{{mark}}"},"""
            + $$"""{"type":"page","userId":"{{mark}}","timestamp":"2999-01-01"}]""";

        var before = await CountsAsync();
        var (status, dry) = await running.PostAsync("/v1/validate?results=all", body);
        var (invalidStatus, invalid) = await running.PostAsync("/v1/validate", """[{"type":"robot"}]""");
        var (unreadableStatus, _) = await running.PostAsync("/v1/validate", $$"""{"userId":"{{mark}}",""");
        Assert.Equal(before, await CountsAsync());
        var (_, stored) = await running.PostAsync("/v1/events?results=all", body.Replace(mark, "somebody"));

        Assert.Equal((200, 400, 400), (status, invalidStatus, unreadableStatus));
        Assert.Equal(("none", 2, 1), ((string?)dry["durability"], (int)dry["accepted"]!, (int)dry["rejected"]!));
        Assert.Equal("type_unknown", (string?)invalid["results"]![0]!["code"]);
        Assert.Equal(Comparable(stored), Comparable(dry));
        // A later event has arrived, so an earlier one would have arrived too.
        await running.Kafka.FindAsync("the later event", 1, arrived => arrived["user_id"] == "somebody" && arrived["event_id"] == "v-0");
        Assert.DoesNotContain(running.Kafka.All, arrived => arrived.Json.ToJsonString().Contains(mark));
    }

    /// <summary>Returns the results without the generated id.</summary>
    static string Comparable(JsonNode answer)
    {
        answer["results"]![2]!.AsObject().Remove("messageId");
        return answer["results"]!.ToJsonString();
    }

    /// <summary>Returns the counts of the codes that only this test causes.</summary>
    async Task<List<string>> CountsAsync() =>
        [
            .. Counts()
                .Matches(await running.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken))
                .Select(match => match.Value)
                .Order(),
        ];

    [GeneratedRegex(
        """collector_event_(rejected_total\{source="web",code="type_unknown"\}|accepted_total\{source="web",dialect="validate"\}) .*"""
    )]
    private static partial Regex Counts();
}
