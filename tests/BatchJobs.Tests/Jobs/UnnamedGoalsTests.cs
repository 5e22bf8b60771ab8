using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Analytics.Transforms;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

/// <summary>Runs on a warehouse in which streaming has counted the goals signup and trial, which the built-in file does not have.</summary>
[Collection(SparkCollection.Name)]
public sealed class UnnamedGoalsTests(TestEnvironment environment) : IDisposable
{
    const string Warning = "WARNING: the warehouse counts goals that this run does not name: ";

    static readonly DateOnly _day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);
    static readonly Goals _goals = new([new("purchase", "false"), new("signup", "false"), new("trial", "false")]);

    readonly TestFolder _folder = new();

    [Fact]
    public async Task A_run_names_the_goals_that_it_lacks_before_it_computes_anything()
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        await CountAsync(warehouse);

        var lacking = await SaidAsync(warehouse, Goals.Embedded);
        Assert.All(lacking, said => Assert.Contains($"{Warning}signup, trial. Its conversions are of purchase. ", said));
        Assert.All(await SaidAsync(warehouse, _goals), said => Assert.DoesNotContain(Warning, said, StringComparison.Ordinal));
        Assert.All(await SaidAsync(warehouse, new([])), said => Assert.Contains("signup, trial. Its conversions are of no goal", said));

        var ofOneSource = (await SaidAsync(warehouse, Goals.Embedded, "blog"))[0];
        Assert.Contains($"{Warning}signup. ", ofOneSource);
    }

    public void Dispose() => _folder.Dispose();

    // old was counted before the day, and no more.
    static async Task CountAsync(TestDatabase warehouse)
    {
        await using var admin = await warehouse.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var count = new NpgsqlCommand(
            """
            INSERT INTO warehouse.dimension_values (seen_on, source, dimension, value)
            SELECT $1::date + days, source, dimension, value
            FROM (VALUES (0, 'shop', 'goal', 'signup'), (1, 'blog', 'goal', 'signup'), (0, 'shop', 'goal', 'trial'),
                (-1, 'shop', 'goal', 'old'), (0, 'shop', 'page', '/')) AS seen (days, source, dimension, value)
            """,
            admin
        );
        count.Parameters.Add(new() { Value = _day });
        await count.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    // Returns the lines of reprocess and of a dry run of report; reprocess then finds no live numbers.
    async Task<string[]> SaidAsync(TestDatabase warehouse, Goals goals, string? source = null)
    {
        var settings = new RunSettings(new LakeFolder(_folder.Path), warehouse.ConnectionString(Role.Batch), DryRun: true)
        {
            Goals = goals,
        };
        var stopping = TestContext.Current.CancellationToken;
        return
        [
            await SaidAsync(ExitCodes.DataError, "reprocess", run =>
                ReprocessJob.RunAsync(run, new(_day, _day, source, TimeSpan.Zero), stopping)
            ),
            await SaidAsync(ExitCodes.Done, "report", run => ReportJob.RunAsync(run, new(_day, _day, [], TimeSpan.Zero), stopping)),
        ];

        async Task<string> SaidAsync(int exit, string job, Func<BatchRun, Task<int>> work)
        {
            using var output = new CapturedOutput();
            Assert.Equal(exit, await BatchRun.ExecuteAsync(job, settings, RunIdentity.New(), work));
            return output.ToString();
        }
    }
}
