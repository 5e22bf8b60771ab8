using System.Globalization;

namespace Analytics.Benchmarks.Processes;

/// <summary>The CPU time used so far, in seconds.</summary>
/// <param name="ByName">The CPU time of each part.</param>
/// <param name="Machine">The CPU time of the machine that is not idle.</param>
sealed record CpuReading(DateTimeOffset At, IReadOnlyDictionary<string, double> ByName, double Machine)
{
    /// <param name="parts">The root of each part's processes, and the roots below it that belong to another part.</param>
    public static CpuReading Take(TimeProvider clock, IReadOnlyList<MeasuredProcess> parts)
    {
        var tree = ProcessTree.Read();
        var roots = parts.Select(part => part.Root).ToList();
        return new(
            clock.GetUtcNow(),
            parts
                .GroupBy(part => part.Name)
                .ToDictionary(part => part.Key, part => part.Sum(one => tree.CpuSeconds(one.Root, roots.Where(root => root != one.Root)))),
            MachineSeconds()
        );
    }

    /// <summary>Returns the cores in use between two readings, as CPU seconds per second, without parts that ended in between.</summary>
    public Dictionary<string, double> CoresSince(CpuReading before) =>
        ByName
            .Select(now => (now.Key, Used: now.Value - before.ByName.GetValueOrDefault(now.Key)))
            .Where(part => part.Used >= 0)
            .ToDictionary(part => part.Key, part => part.Used / Since(before));

    public double MachineCoresSince(CpuReading before) => (Machine - before.Machine) / Since(before);

    double Since(CpuReading before) => (At - before.At).TotalSeconds;

    // proc(5), /proc/stat: user nice system idle iowait irq softirq.
    static double MachineSeconds()
    {
        var fields = File.ReadLines("/proc/stat")
            .First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..8]
            .Select(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))
            .ToArray();
        return (fields.Sum() - fields[3] - fields[4]) / 100;
    }
}

/// <summary>The processes of one part of the system.</summary>
/// <param name="Root">The process that is the ancestor of all others of the part.</param>
sealed record MeasuredProcess(string Name, int Root);
