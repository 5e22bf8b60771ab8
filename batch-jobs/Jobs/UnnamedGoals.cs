using Analytics.BatchJobs.Runs;
using Analytics.Hosting;
using Analytics.Transforms;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Goals that the warehouse has counts of and a run does not name: the file of goals was given to the stream, or to an earlier run, alone.
/// The run's conversions would be others than those of the live numbers.
/// </summary>
static class UnnamedGoals
{
    /// <summary>Says which goals the run lacks, if it lacks any.</summary>
    /// <param name="run">The run.</param>
    /// <param name="since">The first day that the run computes.</param>
    /// <param name="source">The only source that it computes; null for all.</param>
    /// <param name="stopping">Stops the run.</param>
    public static async Task SayAsync(BatchRun run, DateOnly since, string? source, CancellationToken stopping)
    {
        var unnamed = new List<string>();
        await using var command = run.Warehouse!.CreateCommand(EmbeddedText.Read(typeof(UnnamedGoals).Assembly, "unnamed_goals"));
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = run.Goals.All.Select(goal => goal.Name).ToArray() });
        command.Parameters.Add(new() { Value = (object?)source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
            unnamed.Add(reader.GetString(0));

        if (unnamed.Count > 0)
        {
            run.Say(
                $"WARNING: the warehouse counts goals that this run does not name: {string.Join(", ", unnamed)}. Its conversions are of "
                    + $"{(run.Goals.All.Count == 0 ? "no goal" : string.Join(", ", run.Goals.All.Select(goal => goal.Name)))}. "
                    + $"Give it the file of the stream: {Goals.Option}, or {Goals.Variable}."
            );
        }
    }
}
