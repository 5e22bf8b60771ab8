using System.Text.Json;
using Analytics.Collector.Keys;
using Analytics.Testing;

namespace Collector.Tests.Keys;

public sealed class KeySnapshotTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_whole()
    {
        var snapshot = new KeySnapshot(Path.Combine(_folder.Path, "new", "keys.json"));
        Assert.Null(snapshot.Read());
        var key = new WriteKey("browser_a", "shop ünd mehr", KeyKind.Server, ["https://shop.example", "app://x"])
        {
            Policy = new(PrivacyAction.Drop, PrivacyAction.Anonymize, PrivacyAction.Ignore),
            Limits = new(5, null),
            Currency = "SEK",
        };
        var list = new KeyList(
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            [new(key, KeyFormat.Hash("k"), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero))]
        );
        snapshot.Write(new KeyList(list.ConfirmedAt, []));
        snapshot.Write(list);

        var read = snapshot.Read()!;
        Assert.Equivalent(list, read, strict: true);
        Assert.Equal(key.Policy, read.Keys[0].Key.Policy);
        Assert.Equal(key.Limits, read.Keys[0].Key.Limits);
        Assert.Equal("SEK", read.Keys[0].Key.Currency);
    }

    [Fact]
    public void A_snapshot_of_an_earlier_version_has_the_default_currency()
    {
        var path = Path.Combine(_folder.Path, "keys.json");
        new KeySnapshot(path).Write(new KeyList(default, [new(new WriteKey("browser_a", "s", KeyKind.Browser, []), KeyFormat.Hash("k"))]));
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace(",\"currency\":\"USD\"", ""));
        Assert.NotEqual(text, File.ReadAllText(path));
        Assert.Equal("USD", new KeySnapshot(path).Read()!.Keys[0].Key.Currency);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null?")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"confirmed_at":"2026-01-01T00:00:00Z","keys":[{"sha256":"AAAA"}]}""")]
    [InlineData(
        """{"confirmed_at":"2026-01-01T00:00:00Z","keys":[{"key":{"id":"a","source":"b","kind":"robot","origins":[]},"sha256":"AAAA"}]}"""
    )]
    public void What_is_no_list_of_keys_is_an_error_that_is_expected(string text)
    {
        var path = Path.Combine(_folder.Path, "keys.json");
        File.WriteAllText(path, text);
        Assert.Throws<JsonException>(() => new KeySnapshot(path).Read());
    }

    [Fact]
    public void Without_a_path_there_is_no_snapshot()
    {
        var snapshot = new KeySnapshot("");
        snapshot.Write(new KeyList(default, []));
        Assert.Null(snapshot.Read());
    }
}
