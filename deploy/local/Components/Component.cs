namespace Analytics.Local;

/// <summary>
/// One real part of the system as a process of its own: started, asked to stop, killed, and started again on the same data
/// and port.
/// </summary>
public abstract class Component : IAsyncDisposable
{
    static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(50);
    GuardedProcess? _process;

    private protected Component(string name, string folder)
    {
        Name = name;
        Folder = folder;
        Log = Path.Combine(folder, "logs", $"{name}.log");
    }

    public string Name { get; }

    /// <summary>The folder of the run: data below it, logs in <c>logs</c>.</summary>
    public string Folder { get; }

    /// <summary>What the process says; appended to over restarts.</summary>
    public string Log { get; }

    /// <summary>The id of the process itself; null while it does not run.</summary>
    public int? Pid => _process is { Exited.IsCompleted: false } running ? running.Pid : null;

    /// <summary>Ends with the exit code when the process has ended, for whatever reason. Completed while it does not run.</summary>
    public Task<int> Exited => _process?.Exited ?? Task.FromResult(0);

    /// <summary>What it says of itself while it is not healthy yet; null when it says nothing.</summary>
    public string? Doing { get; private protected set; }

    /// <summary>How long it may take until it is healthy.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Starts it and waits until it is healthy.</summary>
    /// <exception cref="ComponentException">It ended, or was not healthy in time; the message holds the end of its log.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (Pid is not null)
            throw new InvalidOperationException($"{Name} runs already.");
        await PrepareAsync(cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        try
        {
            await LaunchAsync();
            await UntilHealthyAsync(limit.Token);
            await FinishAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ComponentException(this, $"is not healthy after {StartLimit.TotalSeconds:0} s");
        }
    }

    /// <summary>Asks it to end and waits until it has; killed when it takes too long. Nothing happens when it does not run.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
            return;
        await _process.StopAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>kill -9, then waits until it and all it started are gone.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        await _process.KillAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends it a signal: <see cref="Signal.Stop"/> freezes it, <see cref="Signal.Continue"/> lets it go on.</summary>
    /// <returns>False when it does not run.</returns>
    public bool Send(Signal signal) => Pid is { } pid && Signals.Send(pid, signal);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the process needs before it starts: folders, files. Called at each start.</summary>
    private protected virtual Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    private protected abstract ProcessSpec Spec();

    /// <summary>Whether it serves; false while it does not answer.</summary>
    private protected abstract Task<bool> IsHealthyAsync(CancellationToken cancellation);

    /// <summary>What is done once it serves: topics, databases. Called at each start.</summary>
    private protected virtual Task FinishAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Whether an end before it was healthy is no failure, but to be tried again.</summary>
    private protected virtual bool MayTryAgain(string log) => false;

    async Task LaunchAsync()
    {
        _process?.Dispose();
        _process = await GuardedProcess.StartAsync(Spec());
    }

    async Task UntilHealthyAsync(CancellationToken limit)
    {
        using var timer = new PeriodicTimer(_poll);
        while (!await IsHealthyAsync(limit))
        {
            if (Exited.IsCompleted)
            {
                var log = LogTail.Read(Log);
                if (!MayTryAgain(log))
                    throw new ComponentException(this, $"ended with code {await Exited} while starting");
                await LaunchAsync();
            }

            await timer.WaitForNextTickAsync(limit);
        }
    }
}
