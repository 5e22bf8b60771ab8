using System.Diagnostics;
using static System.FormattableString;

namespace Analytics.Local.Commands;

/// <summary>Progress as plain lines with the seconds since the start.</summary>
sealed class Lines : IProgress<string>
{
    readonly Stopwatch began = Stopwatch.StartNew();

    public void Report(string value) => Console.Out.WriteLine(Invariant($"{began.Elapsed.TotalSeconds,6:0.0} s  {value}"));
}
