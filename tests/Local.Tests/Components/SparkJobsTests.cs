using Analytics.Contracts;
using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Postgres;
using Local.Tests.Processes;

namespace Local.Tests.Components;

public sealed class SparkJobsTests(TestEnvironment environment) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_JVM_and_the_program_end_together()
    {
        await using var topics = await environment.CreateTopicsAsync();
        await using var warehouse = await environment.CreateWarehouseAsync();
        await using var jobs = new SparkJobs(
            _folder.Path,
            new SparkJobsOptions(topics.BootstrapServers, warehouse.ConnectionString(Role.Writer), Path.Combine(_folder.Path, "lake"))
            {
                TopicPrefix = topics.Topics.Prefix,
                Spark = FastCompiler.Driver,
                Jobs = QueryNames.RejectedCounts,
                Job = ["--warm-batches", "0"],
            }
        )
        {
            StartLimit = TimeSpan.FromMinutes(5),
        };

        await jobs.StartAsync(TestContext.Current.CancellationToken);
        var (jvm, program) = (jobs.Pid!.Value, jobs.ProgramPid!.Value);
        MappedArchive.AssertIn(jvm, "spark");
        await jobs.KillProgramAsync();
        Assert.False(Signals.IsAlive(jvm) || Signals.IsAlive(program));

        await jobs.StartAsync(TestContext.Current.CancellationToken);
        (jvm, program) = (jobs.Pid!.Value, jobs.ProgramPid!.Value);
        await jobs.KillAsync();
        Assert.False(Signals.IsAlive(jvm) || Signals.IsAlive(program));

        await jobs.StartAsync(TestContext.Current.CancellationToken);
        program = jobs.ProgramPid!.Value;
        await jobs.StopAsync();
        Assert.False(Signals.IsAlive(program));
    }
}
