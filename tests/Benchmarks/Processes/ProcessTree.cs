using System.Globalization;

namespace Analytics.Benchmarks.Processes;

/// <summary>All processes of the machine at one moment, from /proc.</summary>
sealed class ProcessTree
{
    // USER_HZ, the unit of proc(5): 100 on every Linux that .NET supports.
    const double TicksPerSecond = 100;

    readonly Dictionary<int, Entry> _byPid;
    readonly ILookup<int, int> _children;

    ProcessTree(Dictionary<int, Entry> byPid)
    {
        _byPid = byPid;
        _children = byPid.ToLookup(entry => entry.Value.Parent, entry => entry.Key);
    }

    public static ProcessTree Read() =>
        new(
            Directory
                .EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
                .Select(pid => (pid, entry: pid > 0 ? Entry.Read(pid) : null))
                .Where(one => one.entry is not null)
                .ToDictionary(one => one.pid, one => one.entry!)
        );

    /// <summary>
    /// Returns the CPU seconds of a process and its descendants, ended children included: their time is added to their parent's.
    /// </summary>
    /// <param name="except">The processes whose trees are left out.</param>
    public double CpuSeconds(int root, params IEnumerable<int> except) =>
        except.Contains(root) || !_byPid.TryGetValue(root, out var entry)
            ? 0
            : entry.Ticks / TicksPerSecond + _children[root].Sum(child => CpuSeconds(child, except));

    /// <summary>
    /// Returns the memory of a process and its descendants in bytes; a page that several processes share counts in equal parts in each.
    /// </summary>
    /// <param name="except">The processes whose trees are left out.</param>
    public long MemoryBytes(int root, params IEnumerable<int> except) =>
        except.Contains(root) || !_byPid.ContainsKey(root)
            ? 0
            : Memory.OfProcess(root) + _children[root].Sum(child => MemoryBytes(child, except));

    /// <summary>Returns the first child of a process whose program has the name; null when there is none.</summary>
    public int? ChildNamed(int parent, string name) =>
        _children[parent].Where(child => _byPid[child].Name == name).Select(child => (int?)child).FirstOrDefault();

    /// <param name="Ticks">The user and system time of the process and of its children that it has waited for.</param>
    internal sealed record Entry(string Name, int Parent, long Ticks)
    {
        public static Entry? Read(int pid)
        {
            try
            {
                return Parse(File.ReadAllText($"/proc/{pid}/stat"));
            }
            catch (IOException)
            {
                return null; // The process has just ended.
            }
        }

        // proc(5): "pid (name) state ppid ..."; the name may contain any character; utime, stime, cutime, cstime are fields 14 to 17.
        public static Entry Parse(string stat)
        {
            var (open, close) = (stat.IndexOf('('), stat.LastIndexOf(')'));
            var fields = stat[(close + 2)..].Split(' ');
            return new(
                stat[(open + 1)..close],
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture))
            );
        }
    }
}
