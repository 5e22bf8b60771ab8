using System.Globalization;

namespace Collector.Tests.Abuse;

/// <summary>A control group (version 1 or 2) with a memory limit; removed at the end.</summary>
sealed class ControlGroup : IDisposable
{
    const string Root = "/sys/fs/cgroup";
    readonly string _folder;
    readonly bool _isSecond;

    ControlGroup(string folder, bool isSecond) => (_folder, _isSecond) = (folder, isSecond);

    /// <summary>The command prefix that starts a command within the group.</summary>
    public string[] Before => ["sh", "-c", "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"", _folder];

    /// <summary>The group's peak memory, its file cache included; null where the kernel does not report it.</summary>
    public long? Peak => Number(_isSecond ? "memory.peak" : "memory.max_usage_in_bytes");

    /// <summary>The number of its processes that the kernel has killed for lack of memory.</summary>
    public long OutOfMemoryKills =>
        File.ReadLines(Path.Combine(_folder, _isSecond ? "memory.events" : "memory.oom_control"))
            .Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))
            .Single();

    /// <summary>Returns null where groups cannot be made; <paramref name="why"/> then names the missing part.</summary>
    public static ControlGroup? TryCreate(long memory, out string why)
    {
        var isSecond = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        var folder = Path.Combine(Root, isSecond ? "" : "memory", $"collector-test-{Guid.NewGuid():N}");
        try
        {
            if (isSecond)
                File.WriteAllText(Path.Combine(Root, "cgroup.subtree_control"), "+memory");

            if (!Directory.Exists(Path.GetDirectoryName(folder)))
                throw new DirectoryNotFoundException($"{Path.GetDirectoryName(folder)} is not mounted.");

            Directory.CreateDirectory(folder);
            var group = new ControlGroup(folder, isSecond);
            group.Write(isSecond ? "memory.max" : "memory.limit_in_bytes", memory);
            if (isSecond && File.Exists(Path.Combine(folder, "memory.swap.max")))
                group.Write("memory.swap.max", 0);

            why = "";
            return group;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            why = $"No control group with a memory limit can be made here: {refused.Message}";
            if (Directory.Exists(folder))
                Directory.Delete(folder);

            return null;
        }
    }

    /// <summary>Removes the group; its processes must have ended.</summary>
    public void Dispose() => Directory.Delete(_folder);

    long? Number(string file) =>
        File.Exists(Path.Combine(_folder, file))
            ? long.Parse(File.ReadAllText(Path.Combine(_folder, file)), CultureInfo.InvariantCulture)
            : null;

    void Write(string file, long value) => File.WriteAllText(Path.Combine(_folder, file), value.ToString(CultureInfo.InvariantCulture));
}
