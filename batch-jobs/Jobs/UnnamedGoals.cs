using Analytics.BatchJobs.Runs;
using Analytics.Hosting;
using Analytics.Transforms;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Goals that streaming counts and a run does not name: the file of goals was given to one of them alone. The run's conversions would be
/// others than those of the live numbers.
/// </summary>
static class UnnamedGoals
{
    /// <summary>Says which goals the run lacks, if it lacks any.</summary>
    /// <param name="run">The run.</param>
    /// <param name="since">The first day that the run computes.</param>
    /// <param name="stopping">Stops the run.</param>
    public static async Task SayAsync(BatchRun run, DateOnly since, CancellationToken stopping)
    {
        var unnamed = new List<string>();
        await using var command = run.Warehouse!.CreateCommand(EmbeddedText.Read(typeof(UnnamedGoals).Assembly, "unnamed_goals"));
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = run.Goals.All.Select(goal => goal.Name).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
            unnamed.Add(reader.GetString(0));

        if (unnamed.Count > 0)
        {
            run.Say(
                $"WARNING: streaming counts goals that this run does not name: {string.Join(", ", unnamed)}. Conversions of the run are of "
                    + $"{(run.Goals.All.Count == 0 ? "no goal" : string.Join(", ", run.Goals.All.Select(goal => goal.Name)))}. "
                    + $"Give it the file of the stream: {Goals.Option}, or {Goals.Variable}."
            );
        }
    }
}
