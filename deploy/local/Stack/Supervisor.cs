using Analytics.Hosting;
using Analytics.Local.Components;

namespace Analytics.Local.Stack;

/// <summary>Restarts components that end by themselves, with growing pauses, and reports it, until it is disposed.</summary>
sealed class Supervisor : IAsyncDisposable
{
    static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    // After a run longer than this the next pause is the first again.
    static readonly TimeSpan _well = TimeSpan.FromMinutes(1);

    // Wrong options, a gap in Kafka or another running copy: a restart cannot help.
    static readonly int[] _final = [ExitCodes.Usage, ExitCodes.DataError, ExitCodes.InUse];

    readonly IProgress<string> _progress;
    readonly TimeProvider _clock;
    readonly CancellationTokenSource _over = new();
    readonly Task _watching;

    public Supervisor(IEnumerable<Component> components, IProgress<string> progress, TimeProvider clock)
    {
        _progress = progress;
        _clock = clock;
        _watching = Task.WhenAll(components.Select(component => WatchAsync(component, _over.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching;
        _over.Dispose();
    }

    async Task WatchAsync(Component component, CancellationToken stopping)
    {
        var backOff = new BackOff(_firstPause, _longestPause);
        var began = _clock.GetTimestamp();
        var runs = true;
        try
        {
            while (true)
            {
                if (runs)
                {
                    var code = await component.Exited.WaitAsync(stopping);
                    if (_final.Contains(code))
                    {
                        _progress.Report($"{component.Name} ended with code {code} and stays down; see {component.Log}");
                        return;
                    }

                    _progress.Report($"{component.Name} ended with code {code}");
                    if (_clock.GetElapsedTime(began) > _well)
                        backOff.Reset();
                }

                var pause = backOff.Next();
                _progress.Report($"starting {component.Name} again in {pause.TotalSeconds:0.0} s");
                await Task.Delay(pause, _clock, stopping);
                began = _clock.GetTimestamp();
                runs = await StartAsync(component, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is ending.
        }
    }

    /// <returns>False when it did not start. The cause may be temporary, such as a full disk.</returns>
    async Task<bool> StartAsync(Component component, CancellationToken stopping)
    {
        try
        {
            await component.StartAsync(stopping);
            _progress.Report($"{component.Name} runs again");
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            _progress.Report(error is ComponentException ? error.Message : $"{component.Name}: {error.Message}");
            await component.KillAsync();
            return false;
        }
    }
}
