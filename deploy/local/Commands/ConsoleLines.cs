using System.Diagnostics;

namespace Analytics.Local.Commands;

/// <summary>Prints progress as plain lines with the seconds since the start.</summary>
sealed class ConsoleLines : IProgress<string>
{
    readonly Stopwatch _began = Stopwatch.StartNew();

    public void Report(string value) => Console.Out.WriteLine($"{_began.Elapsed.TotalSeconds, 6:0.0} s  {value}");
}
