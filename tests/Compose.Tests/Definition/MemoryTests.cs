using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analytics.Local.Processes;

namespace Compose.Tests.Definition;

/// <summary>The limits of memory fit what runs at once, and README says their sums.</summary>
public sealed partial class MemoryTests
{
    // A driver's JVM has its heap, and 600 MB for code, classes, threads and the C# program beside it.
    const int Beside = 600;

    [Fact]
    public void The_schedule_has_memory_for_all_of_its_jobs_at_once()
    {
        var jobs = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "batch-jobs", "schedule.json")))!["jobs"]!.AsArray();
        var heap = Megabytes(Heap().Match(File.ReadAllText(Path.Combine(Repository.Root, "spark-submit.sh"))).Groups[1].Value);

        Assert.All(jobs, job => Assert.Null(job!["spark"]));
        Assert.InRange(Limit(ComposeFile.Named("schedule")), jobs.Count * (heap + Beside), double.MaxValue);
        Assert.InRange(Limit(ComposeFile.Named("streaming")), heap + Beside, double.MaxValue);
    }

    [Fact]
    public void The_readme_says_their_sums()
    {
        var always = ComposeFile.Services.Where(service => !service.IsStep && service.Json["profiles"] is null).ToList();
        var schedule = always.Single(service => service.Name == "schedule");
        always.Remove(schedule);

        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"add up to {always.Sum(Limit) / 1024:0} GB; the schedule's is {Limit(schedule) / 1024:0} GB more"
            ),
            File.ReadAllText(Path.Combine(ComposeFile.Folder, "compose", "README.md")),
            StringComparison.Ordinal
        );
    }

    static double Limit(Service service) => Megabytes((string)service.Json["mem_limit"]!);

    static double Megabytes(string text) => double.Parse(text[..^1], CultureInfo.InvariantCulture) * (text[^1] == 'g' ? 1024 : 1);

    [GeneratedRegex(@"--master ""\$master"" --driver-memory (\w+)")]
    private static partial Regex Heap();
}
