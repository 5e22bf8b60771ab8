using System.CommandLine;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Analytics.Testing;
using BatchJobs.Tests.Schedule;

namespace BatchJobs.Tests.Settings;

public sealed class DryRunTests : IDisposable
{
    readonly TestFolder _folder = new();

    public static TheoryData<string> Jobs { get; } = [.. Programs.Jobs.Keys, "schedule"];

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Every_job_has_it(string job) =>
        Assert.Contains(Command(job).Options, option => option.Name == "--dry-run" || option.Aliases.Contains("--dry-run"));

    [Theory]
    [InlineData("erase", "--user", "a", "--lake", "/lake", "--warehouse", "Host=127.0.0.1;Database=analytics")]
    [InlineData("replay", "--where", "true", "--lake", "/lake", "--collector", "http://127.0.0.1:1", "--operator-key-file", "")]
    public async Task Dry_run_and_yes_together_are_refused(string job, params string[] arguments)
    {
        var key = Path.Combine(_folder.Path, "operator.key");
        await File.WriteAllTextAsync(key, "secret", TestContext.Current.CancellationToken);
        string[] given = [job, .. arguments.Select(argument => argument.Length == 0 ? key : argument), "--dry-run", "--yes"];

        var error = Assert.Single(Root().Parse(given).Errors);
        Assert.Equal("--dry-run changes nothing, --yes makes the changes: give one of them.", error.Message);
        Assert.Equal(ExitCodes.Usage, await BatchCommand.RunAsync(given, [Command(job)]));
        Assert.Empty(Root().Parse(given[..^1]).Errors);
    }

    public void Dispose() => _folder.Dispose();

    static RootCommand Root() => [.. Programs.Jobs.Values];

    static Command Command(string job) => job == "schedule" ? ScheduleJob.Command([.. Programs.Jobs.Values]) : Programs.Jobs[job];
}
