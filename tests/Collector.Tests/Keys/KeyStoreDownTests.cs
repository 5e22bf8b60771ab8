using System.Net;
using System.Runtime.Versioning;
using Analytics.Collector.Keys;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;
using Npgsql;

namespace Collector.Tests.Keys;

/// <summary>A PostgreSQL that is killed and started again: no event is refused because of it.</summary>
[SupportedOSPlatform("linux")]
public sealed class KeyStoreDownTests(RunningCollector running)
{
    [Fact]
    [Trait("Fault", "F6")]
    public async Task Without_postgresql_the_last_list_holds_over_restarts_and_changes_are_seen_once_it_is_back()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TestFolder();
        await using var postgres = new PostgresServer(folder.Path);
        await postgres.StartAsync(cancellation);
        await postgres.MigrateAsync(cancellation);
        var made = await KeysProgram.RunAsync(
            postgres.ConnectionString(Role.Keys),
            "create",
            "--source",
            "shop",
            "--events-per-second",
            "100000"
        );
        Assert.Equal(0, made.ExitCode);
        var key = made.Output.Trim();
        var snapshot = Path.Combine(folder.Path, "state", "keys.json");
        string[] settings =
        [
            $"KeyStore:Database={postgres.ConnectionString(Role.Collector)}",
            $"KeyStore:Snapshot={snapshot}",
            "Drain:ShutdownDelay=00:00:00",
        ];
        string[] withMaxAge = ["KeyStore:MaxAge=00:00:10", "KeyStore:Snapshot="];
        await using var limited = await running.StartKeylessAsync([.. settings, .. withMaxAge]);
        await limited.UntilAsync(key, HttpStatusCode.OK);
        var limit = $"collector_key_limit_events{{key=\"{key.Split('.')[0]}\"}} 100000";
        await Poll.UntilAsync("the key's limit is shown", () => ShowsAsync(limited, limit));

        await using (var collector = await running.StartKeylessAsync(settings))
        {
            await collector.ReadyAsync();
            await collector.UntilAsync(key, HttpStatusCode.OK);
            await Poll.UntilAsync("the snapshot is written", () => File.Exists(snapshot));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(snapshot));
            Assert.Equal([snapshot], Directory.GetFiles(Path.GetDirectoryName(snapshot)!));

            await postgres.KillAsync();
            await Poll.UntilAsync("the collector has noticed", () =>
                collector.Output.Contains("collector.keys.unconfirmed", StringComparison.Ordinal)
            );
            await AcceptsAsync(collector, key);
        }

        // Without PostgreSQL a start with the snapshot accepts, within the key's limit; a start without one reports what is missing.
        await using (var remembering = await running.StartKeylessAsync(settings))
        {
            await remembering.ReadyAsync();
            await AcceptsAsync(remembering, key);
            using var answer = await remembering.PostAsync(key);
            Assert.Equal("1000000", answer.Header("X-RateLimit-Limit"));
            using var unknown = await remembering.PostAsync("browser_aaaaaaaaaaaaaaaa.x");
            Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
            Assert.Contains("collector.keys.restored: 1 ", remembering.Output);

            // With a limit the list is withdrawn, and a client is answered to send again later.
            await limited.UntilAsync(key, HttpStatusCode.ServiceUnavailable);
            await Poll.UntilAsync("the log says why", () => limited.Output.Contains("collector.keys.withdrawn", StringComparison.Ordinal));
            Assert.False(await ShowsAsync(limited, limit));
            await postgres.StartAsync(cancellation);
            await limited.UntilAsync(key, HttpStatusCode.OK);
            await Poll.UntilAsync("the key's limit is shown", () => ShowsAsync(limited, limit));

            // The collector does not accept a table that has lost its rows: a client would drop its events.
            await ExecuteAsync(postgres, "CREATE TABLE warehouse.aside AS TABLE warehouse.api_keys; DELETE FROM warehouse.api_keys");
            await Poll.UntilAsync("the empty table is noticed", () =>
                remembering.Output.Contains("its table of keys is empty", StringComparison.Ordinal)
            );
            await AcceptsAsync(remembering, key);
            await ExecuteAsync(postgres, "INSERT INTO warehouse.api_keys TABLE warehouse.aside");
            Assert.Equal(0, (await KeysProgram.RunAsync(postgres.ConnectionString(Role.Keys), "revoke", key)).ExitCode);
            await remembering.UntilAsync(key, HttpStatusCode.Unauthorized);
            await Poll.UntilAsync("the snapshot follows", () =>
                File.ReadAllText(snapshot).Contains("\"keys\":[]", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task A_start_does_not_use_a_snapshot_that_is_too_old()
    {
        var made = KeyFormat.Make(KeyKind.Browser);
        var snapshot = Path.Combine(running.Environment.Folder.Path, $"old-{Guid.NewGuid():N}.json");
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        new KeySnapshot(snapshot).Write(
            new(yesterday, [new(new WriteKey(made.Id, "shop", KeyKind.Browser, []), KeyFormat.Hash(made.Key))])
        );
        string[] settings = ["KeyStore:Database=Host=127.0.0.1;Port=1;Database=x;Username=x", $"KeyStore:Snapshot={snapshot}"];

        await using (var lasting = await running.StartKeylessAsync(settings))
            await AcceptsAsync(lasting, made.Key);
        await using var limited = await running.StartKeylessAsync([.. settings, "KeyStore:MaxAge=23:00:00"]);
        using var refused = await limited.PostAsync(made.Key);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (refused.StatusCode, await refused.CodeAsync()));
    }

    [Fact]
    public async Task Without_postgresql_and_snapshot_it_is_not_ready_says_why_and_loses_no_event_for_good()
    {
        const string nowhere = "KeyStore:Database=Host=127.0.0.1;Port=1;Database=x;Username=x";
        await using var collector = await running.StartKeylessAsync(nowhere, "KeyStore:Snapshot=");
        await Poll.UntilAsync("it says what is missing", async () =>
            (await collector.Http.GetAsync("/health/ready")) is { StatusCode: HttpStatusCode.ServiceUnavailable } answer
            && (await answer.Content.ReadAsStringAsync()).StartsWith("write keys: Connection refused", StringComparison.Ordinal)
        );
        Assert.True((await collector.Http.GetAsync("/health/sink", TestContext.Current.CancellationToken)).IsSuccessStatusCode);

        // A client would not retry a 401, and its key may be valid.
        using var refused = await collector.PostAsync("browser_aaaaaaaaaaaaaaaa.x");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);

        // A preflight needs no key store.
        using var preflight = await collector.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Options, "/v1/events"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
    }

    [Fact]
    public async Task Keys_of_the_settings_are_accepted_beside_a_store_that_is_down_and_a_broken_snapshot_is_none()
    {
        var snapshot = Path.Combine(running.Environment.Folder.Path, $"broken-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(
            snapshot,
            """{"confirmed_at":"2026-01-01T00:00:00Z","keys":[{"key":null}]}""",
            TestContext.Current.CancellationToken
        );
        await using var collector = await running.StartAnotherAsync(
            "KeyStore:Database=Host=127.0.0.1;Port=1;Database=x;Username=x",
            $"KeyStore:Snapshot={snapshot}"
        );
        await AcceptsAsync(collector, RunningCollector.BrowserKey);
        Assert.Contains("collector.keys.snapshot_unreadable", collector.Output);
        using var unknown = await collector.PostAsync("nobody");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.StatusCode);
    }

    [Fact]
    public async Task Without_any_source_of_keys_it_is_not_ready_and_says_so()
    {
        await using var collector = await running.StartKeylessAsync();
        await Poll.UntilAsync("it says what is missing", async () =>
            (await collector.Http.GetAsync("/health/ready")) is { StatusCode: HttpStatusCode.ServiceUnavailable } answer
            && (await answer.Content.ReadAsStringAsync()).StartsWith("write keys: none", StringComparison.Ordinal)
        );
    }

    static async Task<bool> ShowsAsync(CollectorProcess collector, string metric) =>
        (await collector.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Contains(metric, StringComparison.Ordinal);

    static async Task ExecuteAsync(PostgresServer postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString(Role.Admin));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    static async Task AcceptsAsync(CollectorProcess collector, string key)
    {
        using var answer = await collector.PostAsync(key);
        // 202 is the answer while Kafka is slow.
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer.StatusCode}");
    }
}
