using static System.FormattableString;

namespace Analytics.Local;

/// <summary>Starts components again that end by themselves, with growing pauses, and says so; until it is disposed.</summary>
sealed class Supervisor : IAsyncDisposable
{
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Whoever ran longer than this was well: the next pause is the first again.
    static readonly TimeSpan Well = TimeSpan.FromMinutes(1);

    // sysexits: wrong options, a gap in Kafka, another copy at work. Starting again changes none of them.
    static readonly int[] Final = [64, 65, 75];

    readonly IProgress<string> progress;
    readonly TimeProvider clock;
    readonly CancellationTokenSource over = new();
    readonly Task watching;

    public Supervisor(IEnumerable<Component> components, IProgress<string> progress, TimeProvider clock)
    {
        this.progress = progress;
        this.clock = clock;
        watching = Task.WhenAll(components.Select(component => WatchAsync(component, over.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await watching;
        over.Dispose();
    }

    async Task WatchAsync(Component component, CancellationToken stopping)
    {
        var pause = FirstPause;
        var began = clock.GetTimestamp();
        try
        {
            while (true)
            {
                var code = await component.Exited.WaitAsync(stopping);
                if (Final.Contains(code))
                {
                    progress.Report(Invariant($"{component.Name} ended with code {code} and stays down; see {component.Log}"));
                    return;
                }

                if (clock.GetElapsedTime(began) > Well)
                    pause = FirstPause;
                progress.Report(Invariant($"{component.Name} ended with code {code}; starting it again in {pause.TotalSeconds:0.0} s"));
                await Task.Delay(pause, clock, stopping);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                began = clock.GetTimestamp();
                await StartAsync(component, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }
    }

    async Task StartAsync(Component component, CancellationToken stopping)
    {
        try
        {
            await component.StartAsync(stopping);
            progress.Report($"{component.Name} runs again");
        }
        catch (ComponentException error)
        {
            progress.Report(error.Message);
            await component.KillAsync();
        }
    }
}
