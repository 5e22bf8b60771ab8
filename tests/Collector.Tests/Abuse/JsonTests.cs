using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>Valid and almost valid JSON that is costly to parse.</summary>
public sealed class JsonTests(RunningCollector running)
{
    [Fact]
    public async Task Hostile_json_is_refused_and_costs_little()
    {
        await using var load = await LoadAttack.BeginAsync(running);
        foreach (var (name, status, code, body) in Bodies())
        {
            foreach (var path in (string[])["/v1/events", "/v1/batch"])
            {
                var answer = await Attack.PostAsync(load.Collector, path, body);
                Assert.True(answer == (status == 413 && path == "/v1/batch" ? 400 : status, code), $"{name} to {path}: {answer}");
            }
        }

        await load.HoldsAsync();
    }

    /// <summary>A small body must not take much memory: the shared part of a batch counts once for each of its events.</summary>
    [Fact]
    public async Task What_a_batch_shares_does_not_multiply()
    {
        await using var load = await LoadAttack.BeginAsync(running);
        var events = string.Join(',', Enumerable.Repeat("""{"type":"page","userId":"u","context":{"own":1}}""", 1000));
        var context = $$"""{"big":"{{new string('x', 60_000)}}"}""";
        var attack = Encoding.UTF8.GetBytes($$"""{"context":{{context}},"batch":[{{events}}]}""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Attack.PostAsync(load.Collector, "/v1/events", attack)));
        Assert.All(answers, answer => Assert.Equal((413, "body_inflates_too_much"), answer));

        // A time of 1 MB is invalid; every event is rejected and kept, without a copy of the time.
        var time = Encoding.UTF8.GetBytes(
            $$"""{"sentAt":"{{new string('9', 1_000_000)}}","batch":[{{string.Join(',', Enumerable.Repeat("{}", 1000))}}]}"""
        );
        Assert.Equal((400, "every_event_invalid"), await Attack.PostAsync(load.Collector, "/v1/events", time));
        await load.HoldsAsync();
    }

    /// <summary>Lines that are batches without events leave nothing in memory; nobody needs a key to send them.</summary>
    [Fact]
    public async Task Empty_batches_cost_little()
    {
        await using var load = await LoadAttack.BeginAsync(running);
        var attack = Encoding.UTF8.GetBytes(Repeat("[]\n", 4 * 1024 * 1024 / 3));
        foreach (var path in (string[])["/v1/events", "/e/"])
            Assert.Equal((401, "key_unknown"), await Attack.PostAsync(load.Collector, path, attack, key: null));

        await load.HoldsAsync();
    }

    static IEnumerable<(string Name, int Status, string? Code, byte[] Body)> Bodies()
    {
        const int deep = 100_000;
        const string invalid = "every_event_invalid";
        string Event(string members) => $$"""{"type":"track","event":"e","userId":"u",{{members}}}""";
        yield return Text("arrays in arrays", 400, invalid, $"[{new string('[', deep)}{new string(']', deep)}]");
        yield return Text("arrays in arrays without an end", 400, "body_unreadable", new string('[', deep));
        yield return Text(
            "objects in objects",
            400,
            invalid,
            Event($"\"properties\":{Repeat("{\"a\":", deep / 10)}1{new string('}', deep / 10)}")
        );
        yield return Text("a million keys", 413, "body_too_large", $"{{{Keys(1_000_000)}}}");
        yield return Text("as many keys as an event holds", 400, invalid, Event($"\"properties\":{{{Keys(5000)}}}"));
        yield return Text("as many keys at the top", 200, null, Event(Keys(5000)));
        yield return Text(
            "two contexts of many keys",
            200,
            null,
            $$"""{"context":{{{Keys(5000)}}},"batch":[{{Event($"\"context\":{{{Keys(5000, "b")}}}")}}]}"""
        );
        yield return Text("the same key again and again", 200, null, Event(string.Join(',', Enumerable.Repeat("\"userId\":\"u\"", 4000))));
        yield return Text(
            "the same wrong key again and again",
            400,
            invalid,
            Event(string.Join(',', Enumerable.Repeat("\"userId\":[]", 5000)))
        );
        yield return Text("the same sending time again and again", 400, invalid, Event($"{Keys(40_000)}{Repeat(",\"sentAt\":0", 40_000)}"));
        yield return Text("two batches", 200, null, $$"""{"batch":[1,2,3],"batch":[{{Event("\"a\":1")}}]}""");
        yield return Text(
            "a number of a million digits",
            400,
            invalid,
            Event($"\"properties\":{{\"revenue\":{new string('9', 1_000_000)}}}")
        );
        yield return Text("a number as long as an event", 400, invalid, Event($"\"properties\":{{\"revenue\":{new string('9', 60_000)}}}"));
        yield return Text("a time as long as an event", 400, invalid, Event($"\"timestamp\":{new string('9', 60_000)}"));
        yield return Text("an exponent", 400, invalid, Event("\"properties\":{\"revenue\":1e999999999}"));
        yield return Text("half a surrogate pair", 200, null, Event("\"properties\":{\"a\":\"\\ud83d\"}"));
        yield return Text("half a surrogate pair in a name", 200, null, Event("\"properties\":{\"\\udc00\":1}"));
        yield return Text("NUL in an id", 400, invalid, Event("\"anonymousId\":\"a\\u0000b\""));
        yield return Text("a byte order mark", 200, null, $"\uFEFF{Event("\"a\":1")}");
        yield return Text("a byte order mark within", 400, "body_unreadable", $" \uFEFF{Event("\"a\":1")}");
        yield return ("UTF-16", 400, "body_unreadable", Encoding.Unicode.GetBytes(Event("\"a\":1")));
        yield return ("a bare NUL", 400, "body_unreadable", [.. "{\"type\":\""u8, 0, .. "\"}"u8]);
        byte[] latin = [.. Enumerable.Repeat((byte)0xfc, 33)];
        yield return ("bytes that are no UTF-8", 200, null, [.. "{\"type\":\"page\",\"userId\":\""u8, 0xc0, 0xaf, .. "\"}"u8]);
        yield return ("many bytes that are no UTF-8", 400, invalid, [.. "{\"type\":\"page\",\"userId\":\""u8, .. latin, .. "\"}"u8]);
        yield return (
            "a shared context that is no UTF-8",
            400,
            "body_unreadable",
            [.. "{\"context\":{\"page\":{\"url\":\""u8, .. latin, .. "\"}},\"batch\":[{\"type\":\"page\",\"userId\":\"u\"}]}"u8]
        );
        yield return Text(
            "a shared context with half a surrogate pair",
            200,
            null,
            $$"""{"context":{"locale":"\ud83d"},"batch":[{{Event("\"a\":1")}}]}"""
        );
        yield return Text(
            "a shared context of many levels",
            413,
            "event_too_large",
            $$"""{"context":{{Repeat("{\"a\":", deep)}}1{{new string('}', deep)}},"batch":[{{Event("\"a\":1")}}]}"""
        );
        yield return Text(
            "a shared context of fewer levels",
            400,
            "body_unreadable",
            $$"""{"context":{{Repeat("{\"a\":", 5000)}}1{{new string('}', 5000)}},"batch":[{{Event("\"a\":1")}}]}"""
        );
        yield return Text("NaN", 400, "body_unreadable", Event("\"properties\":{\"revenue\":NaN}"));
        yield return Text("a comment", 400, "body_unreadable", $"/* */{Event("\"a\":1")}");
    }

    static (string, int, string?, byte[]) Text(string name, int status, string? code, string body) =>
        (name, status, code, Encoding.UTF8.GetBytes(body));

    static string Keys(int count, string prefix = "k") => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{prefix}{i}\":1"));

    static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
