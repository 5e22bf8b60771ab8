using System.Security.Cryptography;
using Analytics.Collector.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Keys;

public sealed partial class KeyRingTests
{
    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_made_key_has_256_random_bits_and_no_colon_and_is_found_by_its_id()
    {
        var made = Enumerable.Range(0, 100).Select(_ => KeyFormat.Make(KeyKind.Server)).ToList();
        Assert.Equal(100, made.Select(key => key.Id).Distinct().Count());
        Assert.All(made, key =>
        {
            Assert.Matches("^server_[a-z2-7]{16}\\.[A-Za-z0-9_-]{43}$", key.Key);
            Assert.Equal(key.Id, KeyFormat.IdOf(key.Key).ToString());
            Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(key.Key.AsSpan(key.Id.Length + 1)).Length);
        });

        var ring = Ring();
        ring.Replace(new KeyList(_clock.GetUtcNow(), [.. made.Select(key => Known(key))]));
        Assert.All(made, key => Assert.Equal(key.Id, ring.Find(key.Key, out _)?.Id));
        Assert.Null(ring.Find($"{made[0].Id}.{made[1].Key.Split('.')[1]}", out _));
    }

    [Fact]
    public void The_currency_of_a_source_is_that_of_its_keys_of_the_kind_and_else_of_its_others()
    {
        var ring = new KeyRing(
            new KeysOptions
            {
                Keys =
                [
                    new KeyOptions
                    {
                        Key = "operator",
                        Source = "shop",
                        Kind = KeyKind.Operator,
                        Currency = "PLN",
                    },
                    new KeyOptions
                    {
                        Key = "browser",
                        Source = "shop",
                        Currency = "sek",
                    },
                ],
            },
            new KeyStoreOptions(),
            _clock
        );
        Assert.Equal(("SEK", "SEK", null), (Of("shop", KeyKind.Browser), Of("shop", KeyKind.Server), Of("other", KeyKind.Browser)));

        var server = new WriteKey("server_a", "shop", KeyKind.Server, []) { Currency = "EUR" };
        ring.Replace(new KeyList(_clock.GetUtcNow(), [new KnownKey(server, KeyFormat.Hash("k"))]));
        Assert.Equal(("SEK", "EUR"), (Of("shop", KeyKind.Browser), Of("shop", KeyKind.Server)));

        string? Of(string source, KeyKind kind) => ring.CurrencyOf(source, kind);
    }

    [Theory]
    [InlineData("SEK", 0)]
    [InlineData("sek", 0)]
    [InlineData("euro", 1)]
    [InlineData("E\u00dcR", 1)]
    [InlineData("", 1)]
    public void A_currency_is_a_code_of_three_letters(string currency, int errors) =>
        Assert.Equal(
            errors,
            new KeyOptions
            {
                Key = "k-0123456789abcdef",
                Source = "s",
                Currency = currency,
            }
                .Validate("Keys:0")
                .Count()
        );

    [Theory]
    [InlineData("https://shop.example/", true)]
    [InlineData("HTTPS://Shop.Example:443", true)]
    [InlineData("https://other.example", false)]
    public void A_page_may_use_a_key_of_the_settings_however_its_origin_is_written(string origin, bool isAllowed)
    {
        var key = new KeyOptions
        {
            Key = "k-0123456789abcdef",
            Source = "s",
            Origins = [origin],
        };
        Assert.Empty(key.Validate("Keys:0"));
        var ring = new KeyRing(new KeysOptions { Keys = [key] }, new KeyStoreOptions(), _clock);
        Assert.Equal(isAllowed, ring.Find(key.Key, out _)!.Allows("https://shop.example"));
    }

    [Fact]
    public void Any_presented_text_is_found_or_not_and_never_throws()
    {
        var ring = Ring("plain");
        var key = KeyFormat.Make(KeyKind.Browser);
        ring.Replace(new KeyList(_clock.GetUtcNow(), [Known(key)]));
        Assert.NotNull(ring.Find("plain", out _));
        foreach (
            var text in (string?[])
                [
                    null,
                    "",
                    ".",
                    "..",
                    key.Id,
                    $"{key.Id}.",
                    $".{key.Key}",
                    key.Key + "a",
                    key.Key[..^1],
                    key.Key.ToUpperInvariant(),
                    new('€', 1024),
                    new('x', 1025),
                    "\ud800.",
                ]
        )
        {
            Assert.Null(ring.Find(text, out _));
        }
    }

    [Fact]
    public void A_key_ends_with_its_time_whatever_the_database_does()
    {
        var (ring, key) = (Ring(), KeyFormat.Make(KeyKind.Browser));
        ring.Replace(new KeyList(_clock.GetUtcNow(), [Known(key) with { ExpiresAt = _clock.GetUtcNow().AddMinutes(1) }]));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(ring.Find(key.Key, out _));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(ring.Find(key.Key, out _));
    }

    [Fact]
    public void A_new_list_replaces_the_old_one_and_leaves_the_settings_keys()
    {
        var (ring, first, second) = (Ring("plain"), KeyFormat.Make(KeyKind.Browser), KeyFormat.Make(KeyKind.Browser));
        ring.Replace(new KeyList(_clock.GetUtcNow(), [Known(first)]));
        ring.Replace(new KeyList(_clock.GetUtcNow(), [Known(second)]));
        Assert.Equal(
            (false, true, true),
            (ring.Find(first.Key, out _) is not null, ring.Find(second.Key, out _) is not null, ring.Find("plain", out _) is not null)
        );
        Assert.Equal(["settings-0", second.Id], ring.Keys.Select(key => key.Id));
    }

    [Fact]
    public void Is_unhealthy_until_it_has_a_key_or_a_list()
    {
        var store = new KeyStoreOptions { Database = "Host=x" };
        var (nothing, waiting, both) = (
            new KeyRing(new(), new(), _clock),
            new KeyRing(new(), store, _clock),
            new KeyRing(Configured("plain"), store, _clock)
        );
        Assert.Equal((true, true), (nothing.UnhealthyReason is not null, nothing.Missing is not null));
        Assert.Equal((true, true), (waiting.UnhealthyReason is not null, waiting.Missing is not null));
        Assert.Equal((false, true), (both.UnhealthyReason is not null, both.Missing is not null));
        waiting.StillMissing("it does not answer");
        Assert.Equal("write keys: it does not answer", waiting.UnhealthyReason);
        waiting.Replace(new KeyList(_clock.GetUtcNow(), []));
        waiting.StillMissing("it does not answer");
        Assert.Null(waiting.UnhealthyReason);
        Assert.Null(Ring("plain").Missing);
    }

    /// <summary>
    /// Equal times follow from the calls: a hash of the whole key, and a comparison that always reads all of it.
    /// </summary>
    [Fact]
    public void A_key_is_only_compared_by_hash_and_in_fixed_time()
    {
        var compared = Calls(typeof(KeyRing).GetMethod(nameof(KeyRing.Find))!)
            .Where(call => call.DeclaringType != typeof(DateTimeOffset) && (call.Name.Contains("Equal") || call.Name.Contains("Compare")))
            .ToList();
        Assert.NotEmpty(compared);
        Assert.All(compared, call => Assert.Equal((typeof(CryptographicOperations), "FixedTimeEquals"), (call.DeclaringType!, call.Name)));
    }
}
