using Analytics.BatchJobs.Runs;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Grafana;

/// <summary>Tells Grafana what a run did, after the warehouse has it. A Grafana that is away never fails a job.</summary>
static class GrafanaPush
{
    /// <summary>
    /// Keeps the frames and the annotation in the warehouse, then pushes all that waits there, also what earlier runs could not push. Does
    /// nothing in a dry run, or without a Grafana or a warehouse.
    /// </summary>
    /// <param name="run">The run; its id makes the annotation one.</param>
    /// <param name="read">Reads the figures for the Live channels; it is not called where nothing is pushed.</param>
    /// <param name="annotation">What changed by how much, or that nothing changed; null for none.</param>
    public static async Task AfterAsync(
        BatchRun run,
        Func<Task<IReadOnlyList<Measurement>>> read,
        Annotation? annotation,
        CancellationToken stopping
    )
    {
        if (run.Grafana is null || run.Warehouse is null || run.DryRun)
            return;

        var queue = new PushQueue(run.Warehouse);
        foreach (var frame in (await read()).GroupBy(measurement => measurement.Name))
            await queue.AddAsync(run.Id, PushQueue.Live, frame.Key, string.Join('\n', frame.Select(LineProtocol.Write)), stopping);

        if (annotation is not null)
            await queue.AddAsync(run.Id, PushQueue.Annotation, "", annotation.ToJson(run.Job, run.Id), stopping);

        using var grafana = new GrafanaClient(run.Grafana, run.Clock);
        foreach (var line in (await queue.PushAsync(grafana, stopping)).Lines())
            run.Say(line);
    }

    /// <summary>Tells Grafana what a run did before it failed. Whatever fails here, the run's failure is the one to report.</summary>
    /// <inheritdoc cref="AfterAsync"/>
    public static async Task BeforeFailureAsync(BatchRun run, Func<Task<IReadOnlyList<Measurement>>> read, Annotation annotation)
    {
        try
        {
            await AfterAsync(run, read, annotation, CancellationToken.None);
        }
        catch (Exception also) when (PostgresFailure.Explains(also))
        {
            run.Say($"what was done before the failure is not kept for Grafana: {also.Message}");
        }
    }

    /// <summary>Pushes what earlier runs could not push.</summary>
    public static Task MissedAsync(BatchRun run, CancellationToken stopping) =>
        AfterAsync(run, () => Task.FromResult<IReadOnlyList<Measurement>>([]), null, stopping);
}
