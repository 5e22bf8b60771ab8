using System.Net;
using System.Security.Cryptography;
using System.Text;
using Analytics.Local.Postgres;
using Analytics.Testing.Waiting;
using Npgsql;

namespace Collector.Tests.Keys;

/// <summary>Keys in PostgreSQL, from creation to expiry, with real processes.</summary>
[Collection(nameof(KeyStoreCollector))]
public sealed class KeyStoreTests(KeyStoreCollector store)
{
    // The limit is three times the 5 s within which every collector must know a change: the machine is shared.
    static readonly TimeSpan _refused = 3 * TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_new_key_is_accepted_for_its_source_and_no_other_and_a_revoked_one_is_refused_by_every_collector()
    {
        var key = await store.CreateAsync("shop", "--currency", "SEK");
        await using var second = await store.StartAnotherAsync();
        await second.UntilAsync(key, HttpStatusCode.OK);
        var id = Guid.NewGuid().ToString();
        var body = $$"""{"messageId":"{{id}}","type":"page","userId":"u","source":"other","properties":{"revenue":9.5} }""";
        using (var answer = await store.Collector.PostAsync(key, body))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var arrived = await store.Running.Kafka.FindAsync(id);
        Assert.Equal(("shop", "SEK"), (arrived["source"], arrived["currency"]));

        await store.KeysAsync("revoke", key);

        await Task.WhenAll(
            store.Collector.UntilAsync(key, HttpStatusCode.Unauthorized, _refused),
            second.UntilAsync(key, HttpStatusCode.Unauthorized, _refused)
        );
    }

    [Fact]
    public async Task Unknown_disabled_and_expired_keys_get_one_answer_and_a_wrong_origin_another_only_with_a_good_key()
    {
        var disabled = await store.CreateAsync("shop", "--origin", "https://shop.example");
        var expired = await store.CreateAsync("shop");
        var good = await store.CreateAsync("shop", "--origin", "https://shop.example", "--origin", "https://www.shop.example:8443");
        await store.KeysAsync("disable", disabled);
        await ExecuteAsync("UPDATE warehouse.api_keys SET expires_at = now() + interval '1 s' WHERE id = $1", Id(expired));
        await Task.WhenAll(
            store.Collector.UntilAsync(disabled, HttpStatusCode.Unauthorized),
            store.Collector.UntilAsync(expired, HttpStatusCode.Unauthorized)
        );

        string[] refused = [disabled, expired, "browser_aaaaaaaaaaaaaaaa.x", "nothing", $"{Id(good)}.{Id(good)}"];
        var answers = await Task.WhenAll(refused.Select(async key => await AnswerAsync(key, "https://elsewhere.example")));
        Assert.Single(answers.Distinct());
        Assert.StartsWith("401 ", answers[0]);

        Assert.StartsWith("403 ", await AnswerAsync(good, "https://elsewhere.example"));
        Assert.StartsWith("403 ", await AnswerAsync(good, "null"));
        Assert.StartsWith("200 ", await AnswerAsync(good, "https://shop.example"));
        Assert.StartsWith("200 ", await AnswerAsync(good, "https://www.shop.example:8443"));

        await store.KeysAsync("enable", disabled);
        await store.Collector.UntilAsync(disabled, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_a_browser_key_may_be_in_a_URL()
    {
        var (browser, server) = (await store.CreateAsync("shop"), await store.CreateAsync("backend", "--kind", "server"));
        using var good = await store.Collector.Http.PostAsync(
            $"/v1/events?writeKey={browser}",
            new StringContent(Posting.Events(1)),
            TestContext.Current.CancellationToken
        );
        using var bad = await store.Collector.Http.PostAsync(
            $"/v1/events?writeKey={server}",
            new StringContent(Posting.Events(1)),
            TestContext.Current.CancellationToken
        );
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (good.StatusCode, bad.StatusCode));
    }

    [Fact]
    public async Task A_dump_of_the_database_and_the_snapshot_hold_no_usable_key()
    {
        var key = await store.CreateAsync("shop");
        var snapshot = store.Snapshot();
        await using var collector = await store.StartAnotherAsync($"KeyStore:Snapshot={snapshot}");
        await collector.UntilAsync(key, HttpStatusCode.OK);
        var dump = await store.Warehouse.DumpAsync(TestContext.Current.CancellationToken);
        var file = await Poll.FindAsync("the snapshot is written", () => File.Exists(snapshot) ? File.ReadAllText(snapshot) : null);

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        Assert.Contains(Convert.ToHexStringLower(hash), dump);
        Assert.Contains(Convert.ToBase64String(hash), file.Replace("\\u002B", "+"));
        foreach (var place in (string[])[dump, file, collector.Output, store.Collector.Output])
            Assert.DoesNotContain(key[(Id(key).Length + 1)..], place);
        foreach (
            var written in (string[])
                [
                    Convert.ToHexStringLower(hash),
                    $"{Id(key)}.{Convert.ToHexStringLower(hash)}",
                    Convert.ToBase64String(hash),
                    Id(key),
                    $"{Id(key)}.",
                ]
        )
        {
            using var answer = await store.Collector.PostAsync(written);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Rotation_under_load_loses_nothing()
    {
        var old = await store.CreateAsync("rotating");
        var (answered, using_, ending) = (0, old, false);
        var run = Guid.NewGuid().ToString("N");
        var clients = Enumerable
            .Range(0, 4)
            .Select(client =>
                Task.Run(async () =>
                {
                    var sent = 0;
                    while (!Volatile.Read(ref ending))
                    {
                        using var answer = await store.Collector.PostAsync(
                            Volatile.Read(ref using_),
                            Posting.Events(10, $"{run}-{client}-{sent++}")
                        );
                        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                        Interlocked.Increment(ref answered);
                    }

                    return sent;
                })
            )
            .ToArray();

        await MoreAsync(20);
        var rotated = await KeysProgram.RunAsync(store.Warehouse.ConnectionString(Role.Keys), "rotate", Id(old), "--overlap", "1h");
        Assert.Equal(0, rotated.ExitCode);
        var fresh = rotated.Output.Trim();
        await store.Collector.UntilAsync(fresh, HttpStatusCode.OK);
        await MoreAsync(20);
        Volatile.Write(ref using_, fresh);
        await MoreAsync(20);
        await store.KeysAsync("revoke", Id(old));
        await store.Collector.UntilAsync(old, HttpStatusCode.Unauthorized);
        await MoreAsync(20);
        Volatile.Write(ref ending, true);

        var sent = (await Task.WhenAll(clients)).Sum();
        var arrived = await store.Running.Kafka.FindAsync("rotating", sent * 10, one =>
            one["event_id"]?.StartsWith(run, StringComparison.Ordinal) == true
        );
        Assert.Equal(sent * 10, arrived.Select(one => one["event_id"]).Distinct().Count());

        Task MoreAsync(int requests)
        {
            var from = Volatile.Read(ref answered);
            return Poll.UntilAsync($"{requests} more requests", () =>
                Volatile.Read(ref answered) >= from + requests || clients.Any(client => client.IsFaulted)
            );
        }
    }

    [Fact]
    public async Task Metrics_say_how_old_the_list_is_and_how_many_there_are()
    {
        var key = await store.CreateAsync("shop");
        var metrics = await store.Collector.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Matches("(?m)^collector_keys_age_seconds \\d", metrics);
        Assert.Matches("(?m)^collector_keys_known [1-9]", metrics);
        Assert.Matches($"(?m)^collector_key_used_total\\{{key=\"{Id(key)}\"\\}} [1-9]", metrics);
        await store.KeysAsync("revoke", Id(key));
        await Poll.UntilAsync("the count of a key ends with it", async () =>
            !(await store.Collector.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Contains(
                Id(key),
                StringComparison.Ordinal
            )
        );
    }

    async Task<string> AnswerAsync(string key, string origin)
    {
        using var answer = await store.Collector.PostAsync(key, origin: origin);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode} {body.Replace(answer.Header("X-Request-Id")!, "")}";
    }

    async Task ExecuteAsync(string sql, string id)
    {
        await using var owner = await store.Warehouse.OpenAsync(Role.Owner, TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, owner) { Parameters = { new() { Value = id } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    static string Id(string key) => key.Split('.')[0];
}
