using System.Globalization;

namespace Analytics.Benchmarks.Processes;

/// <summary>The memory of processes, from /proc.</summary>
static class Memory
{
    public const double Mebibyte = 1024 * 1024;

    // proc_pid_smaps(5): "Pss:   1234 kB", the proportional set size.
    const string Mark = "Pss:";

    /// <summary>Returns the bytes of each part, each shared page in equal parts in the processes that have it.</summary>
    /// <param name="parts">The root of each part's processes, and the roots below it that belong to another part.</param>
    public static IReadOnlyDictionary<string, long> Of(IReadOnlyList<MeasuredProcess> parts)
    {
        var tree = ProcessTree.Read();
        var roots = parts.Select(part => part.Root).ToList();
        return parts
            .GroupBy(part => part.Name)
            .ToDictionary(part => part.Key, part => part.Sum(one => tree.MemoryBytes(one.Root, roots.Where(root => root != one.Root))));
    }

    /// <summary>Returns the bytes of one process; 0 when it has ended.</summary>
    public static long OfProcess(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith(Mark, StringComparison.Ordinal));
            return long.Parse(line[Mark.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
