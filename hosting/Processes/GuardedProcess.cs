using System.Diagnostics;

namespace Analytics.Hosting.Processes;

/// <summary>A process to run.</summary>
/// <param name="Name">The name of the process in messages and of its log file.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Log">The file to which standard output and error are appended.</param>
public sealed record ProcessSpec(string Name, IReadOnlyList<string> Command, string Log)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>True when the files that it makes have the modes of this process's umask; else only this user can read them.</summary>
    public bool KeepsUmask { get; init; }

    /// <summary>The working folder; by default that of this process.</summary>
    public string? Folder { get; init; }

    /// <summary>The signal that asks it to end.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;

    /// <summary>The time to end before the process is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);
}

/// <summary>
/// A process that can't outlive this one: it runs under <c>guard.sh</c>, which ends it when the pipe held here closes, even
/// when this process is killed with -9.
/// </summary>
public sealed class GuardedProcess : IDisposable
{
    readonly Process _guard;
    readonly ProcessSpec _spec;

    GuardedProcess(Process guard, ProcessSpec spec, int pid)
    {
        _guard = guard;
        _spec = spec;
        Pid = pid;
        Exited = WaitAsync();
    }

    /// <summary>The id of the process itself, not of its guard.</summary>
    public int Pid { get; }

    /// <summary>Completes when the process and its descendants are gone, with its exit code, 128 + signal when it was killed.</summary>
    public Task<int> Exited { get; }

    /// <exception cref="InvalidOperationException">The guard could not be started.</exception>
    public static async Task<GuardedProcess> StartAsync(ProcessSpec spec)
    {
        PrivateFolder.Create(Path.GetDirectoryName(spec.Log)!);
        // With setsid Ctrl-C in the terminal reaches only the launcher, which then stops everything in order.
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = spec.Folder,
        };
        string[] arguments =
        [
            "sh",
            Path.Combine(AppContext.BaseDirectory, "guard.sh"),
            spec.Log,
            ((int)spec.StopSignal).ToString(),
            ((int)spec.Grace.TotalSeconds).ToString(),
            spec.KeepsUmask ? "keep" : "077",
            .. spec.Command,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in spec.Environment)
            start.Environment[key] = value;

        var guard = Process.Start(start) ?? throw new InvalidOperationException($"{spec.Name} did not start.");
        var pid = await guard.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"{spec.Name} did not start: its guard ended.");
        return new GuardedProcess(guard, spec, int.Parse(pid));
    }

    /// <summary>Asks the process to end and waits; kills it after its grace period.</summary>
    public Task<int> StopAsync(Signal? signal = null)
    {
        if (signal is { } other)
            Signals.Send(Pid, other);
        _guard.StandardInput.Close();
        return Exited;
    }

    /// <summary>Kills the process with -9 and waits until it is gone.</summary>
    public Task<int> KillAsync()
    {
        Signals.Send(Pid, Signal.Kill);
        return Exited;
    }

    public void Dispose() => _guard.Dispose();

    async Task<int> WaitAsync()
    {
        await _guard.WaitForExitAsync();
        return _guard.ExitCode;
    }
}
