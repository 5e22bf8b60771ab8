using Analytics.Local.Commands;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Analytics.Testing.Waiting;
using Microsoft.Extensions.Time.Testing;

namespace Local.Tests.Commands;

public sealed class DemoBatchTests : IDisposable
{
    readonly TestFolder _folder = new();
    readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_repeated_run_that_fails_counts()
    {
        var lines = new Lines();
        var batch = new DemoBatch(Unreachable(), lines, _clock);
        Assert.True(batch.HasSucceeded);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var repeating = batch.RepeatAsync(_clock.GetUtcNow(), over.Token);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Poll.UntilAsync("the run has failed", () => lines.Contains("batch reprocess ended with") && !batch.HasSucceeded);

        await over.CancelAsync();
        await repeating;
        Assert.False(batch.HasSucceeded);
        Assert.False(batch.HasCompared);
    }

    [Fact]
    public async Task A_run_that_is_stopped_does_not_count()
    {
        var batch = new DemoBatch(Unreachable(), new Lines(), _clock);

        await batch.RunAsync(_clock.GetUtcNow(), new CancellationToken(canceled: true));

        Assert.True(batch.HasSucceeded);
    }

    // No PostgreSQL listens there, so a run fails, built or not.
    BatchJobs Unreachable() =>
        new(
            _folder.Path,
            $"Host=127.0.0.1;Port={Ports.Free()};Username=nobody;Password=none;Database=none",
            Path.Combine(_folder.Path, "lake")
        );

    sealed class Lines : IProgress<string>
    {
        readonly List<string> _all = [];

        public void Report(string value)
        {
            lock (_all)
                _all.Add(value);
        }

        public bool Contains(string text)
        {
            lock (_all)
                return _all.Exists(line => line.Contains(text, StringComparison.Ordinal));
        }
    }
}
