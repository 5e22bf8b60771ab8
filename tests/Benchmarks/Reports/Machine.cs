using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Analytics.Local.Processes;

namespace Analytics.Benchmarks.Reports;

/// <summary>The machine of the measurement.</summary>
/// <param name="MemoryGiB">The memory of the machine.</param>
/// <param name="Versions">The versions of the programs that ran.</param>
sealed partial record Machine(string Processor, int Cores, double MemoryGiB, string System, IReadOnlyList<string> Versions)
{
    public static Machine Describe() =>
        new(
            Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Pow(2, 30), 1),
            RuntimeInformation.OSDescription,
            [
                RuntimeInformation.FrameworkDescription,
                .. Jar("spark", "spark-core_*.jar"),
                .. Jar("spark", "delta-spark_*.jar"),
                .. Jar("kafka", "kafka-server-*.jar"),
            ]
        );

    public override string ToString() => $"{Processor}, {Cores} cores, {MemoryGiB:0.0} GiB, {System}; {string.Join(", ", Versions)}.";

    static string? Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();

    // spark-core_2.12-3.5.7.jar says "spark 3.5.7".
    static IEnumerable<string> Jar(string folder, string pattern)
    {
        var path = new[]
        {
            Path.Combine(Repository.Root, ".lib", folder, "jars"),
            Path.Combine(Repository.Root, ".lib", folder, "libs"),
        }.FirstOrDefault(Directory.Exists);
        return path is null
            ? []
            : Directory
                .GetFiles(path, pattern)
                .Select(Path.GetFileName)
                .Select(name => JarName().Match(name!))
                .Where(match => match.Success)
                .Take(1)
                .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}");
    }

    [GeneratedRegex(@"^([a-z]+).*-(\d[\d.]*)\.jar$")]
    private static partial Regex JarName();
}
