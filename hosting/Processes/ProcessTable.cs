namespace Analytics.Hosting.Processes;

/// <summary>Reads the processes from /proc.</summary>
public static class ProcessTable
{
    /// <summary>Returns the state letter of a process (R, S, Z...), or null when there is no such process.</summary>
    public static char? State(int pid) => Stat(pid) is [var state, ..] ? state[0] : null;

    /// <summary>Returns the children of a process.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) => [.. ByParent()[parent]];

    /// <summary>Returns the children of a process and theirs, from one reading of the table.</summary>
    public static IReadOnlyList<int> DescendantsOf(int root)
    {
        var children = ByParent();
        List<int> found = [.. children[root]];
        for (var at = 0; at < found.Count; at++)
            found.AddRange(children[found[at]]);

        return found;
    }

    /// <summary>Returns the command line of a process, arguments separated by spaces; empty when there is no such process.</summary>
    public static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    static ILookup<int, int> ByParent() =>
        All()
            .Select(pid => (Pid: pid, Stat: Stat(pid)))
            .Where(one => one.Stat?.Length > 1)
            .ToLookup(one => int.Parse(one.Stat![1]), one => one.Pid);

    static IEnumerable<int> All() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0);

    // proc(5): the command is in parentheses and may contain any character; the state is the field after it.
    static string[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
