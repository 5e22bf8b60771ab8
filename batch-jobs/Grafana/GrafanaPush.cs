using Analytics.BatchJobs.Runs;

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

    /// <summary>
    /// Does the run's work, then tells Grafana what it did, also when it fails halfway. Whatever fails at Grafana then, the work's failure
    /// is the one to report.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="work">The work.</param>
    /// <param name="read">Reads the figures of what was done; it is not called where nothing was.</param>
    /// <param name="told">Returns what was done so far; null for nothing.</param>
    public static async Task AroundAsync(
        BatchRun run,
        Func<Task> work,
        Func<CancellationToken, Task<IReadOnlyList<Measurement>>> read,
        Func<Annotation?> told,
        CancellationToken stopping
    )
    {
        try
        {
            await work();
        }
        catch when (told() is { } before)
        {
            await TryAsync(run, () => read(CancellationToken.None), before);
            throw;
        }

        if (told() is { } done)
            await AfterAsync(run, () => read(stopping), done, stopping);
        else
            await MissedAsync(run, stopping);
    }

    static async Task TryAsync(BatchRun run, Func<Task<IReadOnlyList<Measurement>>> read, Annotation annotation)
    {
        try
        {
            await AfterAsync(run, read, annotation, CancellationToken.None);
        }
        catch (Exception also)
        {
            run.Say($"what was done before the failure is not kept for Grafana: {also.Message}");
        }
    }

    /// <summary>Pushes what earlier runs could not push.</summary>
    public static Task MissedAsync(BatchRun run, CancellationToken stopping) =>
        AfterAsync(run, () => Task.FromResult<IReadOnlyList<Measurement>>([]), null, stopping);
}
