using Analytics.Collector.Keys;
using Analytics.Local.Postgres;
using Analytics.Testing.Waiting;
using Npgsql;

namespace Collector.Tests.Keys;

/// <summary>The key table, read with the rights of a collector.</summary>
[Collection(nameof(KeyStoreCollector))]
public sealed class KeyDatabaseTests(KeyStoreCollector store)
{
    [Fact]
    public async Task Reads_all_that_a_key_may_and_sees_each_change()
    {
        var id = $"server_{Guid.NewGuid():N}";
        await using var database = new KeyDatabase(store.Warehouse.ConnectionString(Role.Collector));
        await ExecuteAsync(
            $"""
            INSERT INTO warehouse.api_keys (
                id, sha256, source, kind, origins, gpc, dnt, no_consent, events_per_second, burst, expires_at, currency
            )
            VALUES ('{id}', sha256('{id}'), 'read', 'server', ARRAY['https://a.example', 'https://b.example'],
            'drop', 'anonymize', 'ignore', 5, 50, '2100-01-01Z', 'SEK')
            """
        );

        var known = Assert.Single((await database.ReadAsync(TestContext.Current.CancellationToken)).Keys, known => known.Key.Id == id);
        Assert.Equal(("read", KeyKind.Server), (known.Key.Source, known.Key.Kind));
        Assert.Equal(["https://a.example", "https://b.example"], known.Key.Origins);
        Assert.Equal(new KeyPolicy(PrivacyAction.Drop, PrivacyAction.Anonymize, PrivacyAction.Ignore), known.Key.Policy);
        Assert.Equal(new KeyLimits(5, 50), known.Key.Limits);
        Assert.Equal("SEK", known.Key.Currency);
        Assert.Equal(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero), known.ExpiresAt);
        Assert.Equal(KeyFormat.Hash(id), known.Sha256);

        // Fingerprints must never repeat.
        var seen = new HashSet<string> { await database.FingerprintAsync(TestContext.Current.CancellationToken) };
        foreach (
            var change in (string[])
                [
                    "source = 'x'",
                    "kind = 'browser'",
                    "origins = '{}'",
                    "gpc = 'ignore'",
                    "dnt = 'drop'",
                    "no_consent = 'drop'",
                    "currency = 'EUR'",
                    "burst = 51",
                    "burst = NULL",
                    "events_per_second = NULL",
                    "expires_at = NULL",
                    "sha256 = sha256('other')",
                    "description = 'd'",
                    "disabled_at = now()",
                ]
        )
        {
            await ExecuteAsync($"UPDATE warehouse.api_keys SET {change} WHERE id = '{id}'");
            Assert.True(seen.Add(await database.FingerprintAsync(TestContext.Current.CancellationToken)), change);
        }

        Assert.DoesNotContain((await database.ReadAsync(TestContext.Current.CancellationToken)).Keys, known => known.Key.Id == id);
    }

    [Fact]
    public async Task A_list_and_its_fingerprint_are_of_one_moment()
    {
        var id = $"server_{Guid.NewGuid():N}";
        await using var database = new KeyDatabase(store.Warehouse.ConnectionString(Role.Collector));
        using var over = new CancellationTokenSource();
        var changing = ChangeAsync(id, over.Token);
        var sizes = new List<int>();
        try
        {
            await Poll.UntilAsync("100 reads have seen the list with the key and without", async () =>
            {
                var (fingerprint, keys) = await database.ReadAsync(TestContext.Current.CancellationToken);
                // A fingerprint begins with the number of live keys; that of a table without any row is empty.
                Assert.Equal($"{keys.Count}", fingerprint.Length == 0 ? "0" : fingerprint.Split(':')[0]);
                sizes.Add(keys.Count);
                return sizes.Count >= 100 && sizes.Distinct().Count() > 1;
            });
        }
        finally
        {
            await over.CancelAsync();
            await changing;
        }
    }

    async Task ChangeAsync(string id, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await ExecuteAsync(
                $"INSERT INTO warehouse.api_keys (id, sha256, source, kind) VALUES ('{id}', sha256('{id}'), 'changes', 'server')"
            );
            await ExecuteAsync($"DELETE FROM warehouse.api_keys WHERE id = '{id}'");
        }
    }

    async Task ExecuteAsync(string sql)
    {
        await using var owner = await store.Warehouse.OpenAsync(Role.Owner, TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, owner);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
