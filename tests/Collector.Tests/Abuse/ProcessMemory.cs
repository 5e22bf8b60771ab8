using System.Globalization;

namespace Collector.Tests.Abuse;

/// <summary>The resident memory of a process and its peak, as the kernel reports them.</summary>
static class ProcessMemory
{
    public static long Resident(int pid) => Kilobytes(pid, "VmRSS:") * 1024;

    /// <summary>The peak since <see cref="ForgetPeak"/>.</summary>
    public static long Peak(int pid) => Kilobytes(pid, "VmHWM:") * 1024;

    // proc(5), clear_refs: 5 sets the peak to the present resident size.
    public static void ForgetPeak(int pid) => File.WriteAllText($"/proc/{pid}/clear_refs", "5");

    static long Kilobytes(int pid, string name) =>
        long.Parse(
            File.ReadLines($"/proc/{pid}/status")
                .Single(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
}
