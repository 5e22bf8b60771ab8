using System.Net;
using System.Text.Json.Nodes;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

public sealed class NativeRoutesTests(RunningCollector running)
{
    [Fact]
    public async Task The_example_is_in_kafka_as_the_contracts_show_it()
    {
        var id = Guid.NewGuid().ToString();
        var input = Parse("examples/event.json");
        input["messageId"] = id;

        var (status, answer) = await running.PostAsync("/v1/events", input.ToJsonString());

        Assert.Equal(200, status);
        Assert.Equal(
            ["requestId", "receivedAt", "durability", "accepted", "duplicate", "rejected", "dropped", "results"],
            answer.AsObject().Select(m => m.Key)
        );
        Assert.Equal(
            """{"durability":"kafka","accepted":1,"duplicate":0,"rejected":0,"dropped":0,"results":[]}""",
            Without(answer, "requestId", "receivedAt")
        );
        var arrived = await running.Kafka.FindAsync(id);
        Assert.Equal(running.Kafka.Topics.Events, arrived.Topic);
        Assert.Equal("web:u-42", arrived.Key);
        // The example's sentAt is on another day, so its time was shifted. The client's address is this machine's.
        string[] ofToday = ["live", "event_id", "occurred_at", "received_at"];
        Assert.Equal(Without(Parse("examples/canonical.json"), ofToday), Without(arrived.Json, [.. ofToday, "ip"]));
        Assert.Equal((string?)answer["receivedAt"], arrived["received_at"]);
        Assert.Equal("127.0.0.0", arrived["ip"]);
    }

    [Fact]
    public async Task Results_name_what_is_not_plainly_ok_and_all_when_asked()
    {
        static string Body(string run) =>
            $$"""
                [{"messageId":"{{run}}-0","type":"page","userId":"u"},
                 {"messageId":"{{run}}-1","type":"track","userId":"u"},
                 {"messageId":"{{run}}-2","type":"page","userId":"u","timestamp":"2999-01-01T00:00:00Z"}]
                """;

        var (first, second) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var (status, answer) = await running.PostAsync("/v1/events", Body(first));
        Assert.Equal(200, status);
        Assert.Equal((2, 1), ((int)answer["accepted"]!, (int)answer["rejected"]!));
        Assert.Equal(
            $$"""[{"index":1,"messageId":"{{first}}-1","status":"rejected","code":"event_name_missing","field":"event"},"""
                + $$"""{"index":2,"messageId":"{{first}}-2","status":"warning","code":"timestamp_in_future","field":"timestamp"}]""",
            answer["results"]!.ToJsonString()
        );

        var (_, all) = await running.PostAsync("/v1/events?results=all", Body(second));
        Assert.Equal(["ok", "rejected", "warning"], all["results"]!.AsArray().Select(result => (string?)result!["status"]));
    }

    [Fact]
    public async Task When_every_event_is_invalid_the_answer_is_400_and_all_are_kept_whole_with_every_reason()
    {
        var mark = Guid.NewGuid().ToString();
        var original = $$"""{"type":"track","userId":"null", "properties":{"revenue":"free", "mark":"{{mark}}"} }""";

        var (status, answer) = await running.PostAsync("/v1/events", original);

        Assert.Equal(400, status);
        Assert.Equal("every_event_invalid", (string?)answer["code"]);
        Assert.Equal(1, (int)answer["rejected"]!);
        var kept = (await running.Kafka.FindAsync("the rejected event", 1, a => a["original"]?.Contains(mark) == true)).Single();
        Assert.Equal(running.Kafka.Topics.Rejected, kept.Topic);
        Assert.Equal(original, kept["original"]);
        Assert.Equal(
            ["event_name_missing", "user_missing", "revenue_invalid"],
            kept.Json["reasons"]!.AsArray().Select(reason => (string?)reason!["code"])
        );
        Assert.Equal(("event_name_missing", "collector", "web"), (kept["code"], kept["stage"], kept["source"]));
        Assert.Equal((string?)answer["requestId"], kept["request_id"]);
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_kept_whole()
    {
        var mark = Guid.NewGuid().ToString();
        var large = new JsonObject
        {
            ["type"] = "track",
            ["event"] = "a",
            ["userId"] = mark,
            ["properties"] = new JsonObject { ["x"] = new string('x', 500_000) },
        };

        var (status, answer) = await running.PostAsync("/v1/events", large.ToJsonString());

        Assert.Equal((400, "event_too_large"), (status, (string?)answer["results"]![0]!["code"]));
        var kept = (await running.Kafka.FindAsync("the large event", 1, a => a["original"]?.Contains(mark) == true)).Single();
        Assert.Equal(large.ToJsonString(), kept["original"]);
    }

    [Fact]
    public async Task An_unreadable_body_is_kept_too()
    {
        var mark = Guid.NewGuid().ToString();
        var (status, answer) = await running.PostAsync("/v1/events", $$"""{"type":"track","userId":"{{mark}}",""");

        Assert.Equal((400, "body_unreadable"), (status, (string?)answer["code"]));
        var kept = (await running.Kafka.FindAsync("the unreadable body", 1, a => a["original"]?.Contains(mark) == true)).Single();
        Assert.Equal("unparsable", kept["code"]);
    }

    [Fact]
    public async Task An_unreadable_body_that_no_message_holds_is_kept_in_part()
    {
        var mark = Guid.NewGuid().ToString();
        var (status, answer) = await running.PostAsync(
            "/v1/events",
            $$"""{"type":"track","userId":"{{mark}}","x":"{{new string('x', 1_200_000)}}","""
        );

        Assert.Equal((400, "body_unreadable"), (status, (string?)answer["code"]));
        var kept = (await running.Kafka.FindAsync("the unreadable body", 1, a => a["original"]?.Contains(mark) == true)).Single();
        Assert.Equal(("unparsable", "cut"), (kept["code"], kept["original_encoding"]));
    }

    [Fact]
    public async Task A_browser_key_cannot_write_history_and_a_server_key_can()
    {
        var (mine, theirs) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        string Body(string id) =>
            $$"""{"messageId":"{{id}}","type":"track","event":"a","userId":"u","timestamp":"2001-05-05T00:00:00Z","historical":true}""";

        var (_, answer) = await running.PostAsync("/v1/events", Body(mine));
        Assert.Equal("historical_refused", (string?)answer["results"]![0]!["code"]);
        await running.PostAsync("/v1/events", Body(theirs), RunningCollector.ServerKey);

        Assert.Equal(running.Kafka.Topics.Events, (await running.Kafka.FindAsync(mine)).Topic);
        var historical = await running.Kafka.FindAsync(theirs);
        Assert.Equal((running.Kafka.Topics.Historical, "2001-05-05T00:00:00.000Z"), (historical.Topic, historical["occurred_at"]));
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("text/plain", 200)]
    [InlineData("application/x-ndjson", 200)]
    [InlineData("application/xml", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    public async Task Takes_json_under_its_names(string contentType, int expected)
    {
        var (status, _) = await running.PostAsync("/v1/events", """{"type":"page","userId":"u"}""", contentType: contentType);
        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("/v1/events", 405)]
    [InlineData("/v1/batch", 405)]
    [InlineData("/v1/nothing", 404)]
    public async Task Get_is_refused_on_ingest_paths(string path, int expected)
    {
        using var response = await running.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode)expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    static JsonNode Parse(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    static string Without(JsonNode node, params string[] members)
    {
        var copy = node.DeepClone().AsObject();
        foreach (var member in members)
            copy.Remove(member);

        return copy.ToJsonString();
    }
}
