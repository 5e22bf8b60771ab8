using System.Collections.Concurrent;
using System.Diagnostics;

namespace SparkBinding.Tests.Launch;

/// <summary>A process whose output lines a test can await; it is killed at the end of the test.</summary>
sealed class TestProcess : IDisposable
{
    static readonly TimeSpan _deadline = TimeSpan.FromSeconds(60);
    readonly Process _process;
    readonly BlockingCollection<string> _lines = [];
    readonly ConcurrentQueue<string> _all = new();

    public TestProcess(IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command.First(), command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Add(e.Data);
        _process.ErrorDataReceived += (_, e) => Add(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public static string TestExecutable => Path.Combine(AppContext.BaseDirectory, "SparkBinding.Tests");

    /// <summary>Returns the rest of the next line that begins with the word.</summary>
    public string Line(string word)
    {
        while (_lines.TryTake(out var line, _deadline))
        {
            if (line.StartsWith(word + " ", StringComparison.Ordinal))
                return line[(word.Length + 1)..];
        }

        throw new TimeoutException($"no line '{word} ...' within {_deadline}:\n{string.Join('\n', _all)}");
    }

    /// <summary>Returns the next line, whatever it is.</summary>
    public string Line() => _lines.TryTake(out var line, _deadline) ? line : throw new TimeoutException($"no line within {_deadline}");

    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    public void EndInput() => _process.StandardInput.Close();

    public int ExitCode()
    {
        Assert.True(_process.WaitForExit(_deadline), $"did not end within {_deadline}:\n{string.Join('\n', _all)}");
        return _process.ExitCode;
    }

    public static void Signal(string name, long process) => Process.Start("/bin/sh", ["-c", $"kill -{name} {process}"]).WaitForExit();

    /// <summary>True when the process runs; false when it has ended, even if it is not yet reaped.</summary>
    public static bool IsAlive(long process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _lines.Dispose();
    }

    void Add(string? line)
    {
        if (line is null || _lines.IsAddingCompleted)
            return;
        _all.Enqueue(line);
        _lines.Add(line);
    }
}
