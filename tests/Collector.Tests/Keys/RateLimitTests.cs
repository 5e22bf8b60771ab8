using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Analytics.Local.Postgres;
using Analytics.Testing.Waiting;

namespace Collector.Tests.Keys;

/// <summary>A key that exceeds its limit must wait; other keys are not affected.</summary>
[Collection(nameof(KeyStoreCollector))]
public sealed class RateLimitTests(KeyStoreCollector store)
{
    const int PerSecond = 20;
    const int Burst = 50;

    [Fact]
    public async Task A_batchs_context_counts_in_each_of_its_events()
    {
        var key = await store.CreateAsync("heavy", "--events-per-second", "100", "--burst", "500");
        var context = new string('x', 50_000);
        var body = $$"""{"context":{"x":"{{context}}"},"batch":{{Posting.Events(60)}}}""";
        // Sixty events are a small part of the burst; their bytes are more than all of it, so they are taken once the bucket is full.
        var remaining = await Poll.FindAsync("the batch is taken", async () =>
        {
            using var answer = await store.Collector.PostAsync(key, body);
            return answer.IsSuccessStatusCode ? answer.Header("X-RateLimit-Remaining") : null;
        });
        using var next = await store.Collector.PostAsync(key);

        Assert.Equal("0", remaining);
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), (next.StatusCode, await next.CodeAsync()));
    }

    [Fact]
    public async Task A_key_at_ten_times_its_limit_is_answered_429_and_the_others_lose_nothing()
    {
        var noisy = await store.CreateAsync("noisy", "--events-per-second", $"{PerSecond}", "--burst", $"{Burst}");
        var quiet = await store.CreateAsync("quiet", "--events-per-second", "1000");
        var free = await store.CreateAsync("free", "--kind", "server");
        var (accepted, refused, over) = (0, 0, false);
        var began = Stopwatch.GetTimestamp();
        var others = new[] { quiet, free }
            .Select(key =>
                Task.Run(async () =>
                {
                    while (!Volatile.Read(ref over))
                    {
                        using var answer = await store.Collector.PostAsync(key);
                        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                    }
                })
            )
            .ToArray();
        // The client sends without pause, far more than the limit.
        for (var at = 0; at < 300; at++)
        {
            using var answer = await store.Collector.PostAsync(noisy, Posting.Events(5));
            var left = int.Parse(answer.Header("X-RateLimit-Remaining")!);
            Assert.Equal($"{Burst}", answer.Header("X-RateLimit-Limit"));
            Assert.InRange(left, 0, Burst);
            Assert.InRange(int.Parse(answer.Header("X-RateLimit-Reset")!), 1, (Burst / PerSecond) + 1);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                accepted += 5;
                continue;
            }

            Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), (answer.StatusCode, await answer.CodeAsync()));
            Assert.InRange(left, 0, 4);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
            refused++;
        }

        // The first events showed that the key is known.
        Assert.InRange(accepted, Burst - 5, Burst + (PerSecond * Stopwatch.GetElapsedTime(began).TotalSeconds));
        Assert.NotEqual(0, refused);
        Volatile.Write(ref over, true);
        await Task.WhenAll(others);

        await store.Collector.UntilAsync(noisy, HttpStatusCode.OK);
        using var unlimited = await store.Collector.PostAsync(free);
        Assert.Null(unlimited.Header("X-RateLimit-Limit"));
        var metrics = await store.Collector.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var id = noisy.Split('.')[0];
        Assert.Matches($"(?m)^collector_request_limited_total\\{{source=\"noisy\",key=\"{id}\"\\}} [1-9]", metrics);
        Assert.Contains($"collector_key_limit_events{{key=\"{id}\"}} {PerSecond}\n", metrics);
        // The key's first event and those that were taken after the wait are counted too.
        Assert.InRange(Taken(id), accepted, accepted + 10);
        Assert.InRange(Taken(free.Split('.')[0]), 1, double.MaxValue);
        Assert.DoesNotContain($"collector_key_limit_events{{key=\"{free.Split('.')[0]}\"", metrics);

        double Taken(string key) =>
            double.Parse(Regex.Match(metrics, $"(?m)^collector_key_event_total\\{{key=\"{key}\"\\}} (.+)$").Groups[1].Value);
    }

    [Fact]
    public async Task A_request_is_taken_whole_or_not_at_all_and_one_larger_than_the_burst_from_a_full_bucket()
    {
        var key = await store.CreateAsync("whole", "--events-per-second", "1", "--burst", "100");
        var run = Guid.NewGuid().ToString("N");
        // The key's first event was a second or two ago; 250 events need the whole burst.
        await Poll.UntilAsync("the larger request is taken", async () =>
        {
            using var answer = await store.Collector.PostAsync(key, Posting.Events(250, $"{run}-large"));
            return answer.IsSuccessStatusCode;
        });
        using var next = await store.Collector.PostAsync(key, Posting.Events(2, $"{run}-next"));
        Assert.Equal(HttpStatusCode.TooManyRequests, next.StatusCode);
        Assert.InRange(next.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 152);

        await store.Running.Kafka.FindAsync(run, 250, one => one["event_id"]?.StartsWith($"{run}-large", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(store.Running.Kafka.All, one => one["event_id"]?.StartsWith($"{run}-next", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_thousand_wrong_keys_from_one_address_are_limited_and_a_right_one_beside_them_is_not()
    {
        var good = await store.CreateAsync("beside");
        await using var collector = await store.StartAnotherAsync("RateLimits:WrongKeysPerMinute=60", KeyStoreCollector.AtOnce);
        var answers = new List<HttpStatusCode>();
        for (var at = 0; at < 1000; at++)
        {
            using var wrong = await collector.PostAsync($"browser_{at}.guess");
            answers.Add(wrong.StatusCode);
            if (wrong.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.Equal("too_many_wrong_keys", await wrong.CodeAsync());
                Assert.InRange(wrong.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
            }

            if (at % 100 == 0)
            {
                using var right = await collector.PostAsync(good);
                Assert.Equal(HttpStatusCode.OK, right.StatusCode);
            }
        }

        Assert.All(answers.Take(60), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.All(answers, status =>
            Assert.Contains(status, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests])
        );
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task A_thousand_keys_from_one_address_are_each_held_to_their_own_limit()
    {
        var keys = await ManyAsync(1000);
        await store.Collector.UntilAsync(keys[^1], HttpStatusCode.OK);
        await Task.WhenAll(
            keys.Chunk(100)
                .Select(some =>
                    Task.Run(async () =>
                    {
                        foreach (var key in some)
                            Assert.Equal(HttpStatusCode.OK, await StatusAsync(key, 1));

                        Assert.Equal(HttpStatusCode.OK, await StatusAsync(some[0], 299));
                        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(some[0], 300));
                    })
                )
        );

        async Task<HttpStatusCode> StatusAsync(string key, int events)
        {
            using var answer = await store.Collector.PostAsync(key, Posting.Events(events));
            return answer.StatusCode;
        }
    }

    /// <summary>Inserts keys as <c>keys create</c> does, since a thousand processes would take minutes.</summary>
    async Task<List<string>> ManyAsync(int count)
    {
        var keys = Enumerable
            .Range(0, count)
            .Select(_ => Analytics.Collector.Keys.KeyFormat.Make(Analytics.Collector.Keys.KeyKind.Browser))
            .ToList();
        await using var owner = await store.Warehouse.OpenAsync(Role.Owner, TestContext.Current.CancellationToken);
        await using var insert = new Npgsql.NpgsqlCommand(
            "INSERT INTO warehouse.api_keys (id, sha256, source, kind, events_per_second, burst) SELECT id, sha256, 'many', "
                + "'browser', 1, 300 FROM unnest($1, $2) AS new (id, sha256)",
            owner
        )
        {
            Parameters =
            {
                new() { Value = keys.Select(key => key.Id).ToArray() },
                new() { Value = keys.Select(key => Analytics.Collector.Keys.KeyFormat.Hash(key.Key)).ToArray() },
            },
        };
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return [.. keys.Select(key => key.Key)];
    }
}
