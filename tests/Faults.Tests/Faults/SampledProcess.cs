using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Analytics.Local.Figures;

namespace Faults.Tests.Faults;

/// <summary>The memory and the open descriptors of one process over time.</summary>
/// <param name="memory">Returns the megabytes of the process with an id.</param>
sealed partial class SampledProcess(string name, int pid, Func<int, double> memory)
{
    readonly List<(double Minute, double Megabytes)> _memory = [];
    readonly List<double> _descriptors = [];

    public string Name => name;

    /// <summary>
    /// The growth in megabytes a minute: the median of the slopes between all pairs of samples (Theil-Sen), which single collections of
    /// garbage do not move.
    /// </summary>
    public double Slope =>
        Percentile.Of(
            _memory.SelectMany(
                (from, place) => _memory.Skip(place + 1).Select(to => (to.Megabytes - from.Megabytes) / (to.Minute - from.Minute))
            ),
            0.5
        );

    /// <summary>The median of the descriptors of the last third, less that of the first.</summary>
    public double Grown
    {
        get
        {
            var third = Math.Max(1, _descriptors.Count / 3);
            return Percentile.Of(_descriptors.TakeLast(third), 0.5) - Percentile.Of(_descriptors.Take(third), 0.5);
        }
    }

    public void Sample(TimeSpan at)
    {
        _memory.Add((at.TotalMinutes, memory(pid)));
        _descriptors.Add(Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length);
    }

    /// <summary>The resident memory.</summary>
    public static double Resident(int pid) =>
        double.Parse(Kilobytes().Match(File.ReadAllText($"/proc/{pid}/status")).Groups[1].Value, CultureInfo.InvariantCulture) / 1024;

    /// <summary>The size of a JVM's heap and classes after a collection of all garbage.</summary>
    public static double Live(int pid)
    {
        Jcmd(pid, "GC.run");
        return Used().Matches(Jcmd(pid, "GC.heap_info")).Sum(used => double.Parse(used.Groups[1].Value, CultureInfo.InvariantCulture))
            / 1024;
    }

    static string Jcmd(int pid, string command)
    {
        var java = Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home ? Path.Combine(home, "bin", "jcmd") : "jcmd";
        using var process = Process.Start(new ProcessStartInfo(java, [$"{pid}", command]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }

    [GeneratedRegex(@"VmRSS:\s+(\d+) kB")]
    private static partial Regex Kilobytes();

    // The lines of the young and the old generation, and of the classes; the spaces within them are given in percent.
    [GeneratedRegex(@"(?m)^ (?:PSYoungGen|ParOldGen|Metaspace|garbage-first heap|def new generation|tenured generation).* used (\d+)K")]
    private static partial Regex Used();
}
