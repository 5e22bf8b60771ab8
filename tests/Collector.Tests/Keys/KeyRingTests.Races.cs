using Analytics.Collector.Keys;

namespace Collector.Tests.Keys;

/// <content>Look-ups while the list of keys changes.</content>
public sealed partial class KeyRingTests
{
    [Fact]
    public async Task A_look_up_finds_the_key_or_the_reason_why_it_is_missing()
    {
        var (ring, key) = (new KeyRing(new(), new() { Database = "Host=x" }, _clock), KeyFormat.Make(KeyKind.Browser));
        var list = new KeyList(_clock.GetUtcNow(), [Known(key)]);
        using var over = new CancellationTokenSource();
        var lookUps = Task.Run(
            () =>
            {
                var neither = 0;
                while (!over.IsCancellationRequested)
                    neither += ring.Find(key.Key, out var missing) is null && missing is null ? 1 : 0;

                return neither;
            },
            TestContext.Current.CancellationToken
        );
        for (var change = 0; change < 20_000; change++)
        {
            ring.Replace(list);
            ring.Withdraw("it is too old");
        }

        await over.CancelAsync();
        Assert.Equal(0, await lookUps);
    }
}
