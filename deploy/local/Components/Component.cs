using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>
/// One real part of the system as a process that can be started, stopped, killed, and started again on the same data and
/// port.
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

    /// <summary>The folder of the run, with the data; logs are in its <c>logs</c>.</summary>
    public string Folder { get; }

    /// <summary>The log of the process; restarts append to it.</summary>
    public string Log { get; }

    /// <summary>The id of the process; null while it does not run.</summary>
    public int? Pid => _process is { Exited.IsCompleted: false } running ? running.Pid : null;

    /// <summary>Completes with the exit code when the process ends, for any reason; completed while it does not run.</summary>
    public Task<int> Exited => _process?.Exited ?? Task.FromResult(0);

    /// <summary>The reason that the component gives for not being healthy yet; null when it gives none.</summary>
    public string? Doing { get; private protected set; }

    /// <summary>The longest time until it is healthy.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Starts the component and waits until it is healthy.</summary>
    /// <exception cref="ComponentException">The process ended or was not healthy in time; the message holds the end of its log.</exception>
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

    /// <summary>Asks the process to end, waits, and kills it when it takes too long; does nothing when it does not run.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
            return;
        await _process.StopAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Kills the process with -9 and waits until it and its descendants are gone.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        await _process.KillAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends a signal: <see cref="Signal.Stop"/> freezes the process, <see cref="Signal.Continue"/> resumes it.</summary>
    /// <returns>False when it does not run.</returns>
    public bool Send(Signal signal) => Pid is { } pid && Signals.Send(pid, signal);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Creates the folders and files that the process needs; called before each start.</summary>
    private protected virtual Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    private protected abstract ProcessSpec Spec();

    /// <summary>Returns true when the component serves; false while it does not answer.</summary>
    private protected abstract Task<bool> IsHealthyAsync(CancellationToken cancellation);

    /// <summary>Creates topics and databases; called at each start, once the component serves.</summary>
    private protected virtual Task FinishAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Returns true when the start is to be tried again after the process ended before it was healthy.</summary>
    private protected virtual bool MayTryAgain(string log) => false;

    /// <summary>Runs another program of the component to its end.</summary>
    /// <param name="failure">What its failure means, for the message: <c>did not reload</c>.</param>
    private protected async Task RunToEndAsync(ProcessSpec spec, string failure)
    {
        using var process = await BeginAsync(spec);
        if (await process.Exited is not 0 and var code)
            throw new ComponentException(this, $"{failure}, code {code}");
    }

    static Task<GuardedProcess> BeginAsync(ProcessSpec spec) =>
        GuardedProcess.StartAsync(spec with { Folder = spec.Folder ?? Repository.Root });

    async Task LaunchAsync()
    {
        var spec = Spec();
        _process?.Dispose();
        _process = null; // A start that fails leaves no process that is disposed.
        _process = await BeginAsync(spec);
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
