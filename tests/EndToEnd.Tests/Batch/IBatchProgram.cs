namespace EndToEnd.Tests.Batch;

/// <summary>Runs the batch jobs.</summary>
interface IBatchProgram
{
    /// <summary>Runs a job to its end; it must succeed.</summary>
    /// <param name="job">The job's name: <c>reprocess</c>.</param>
    /// <param name="arguments">The job's options.</param>
    Task RunAsync(string job, params string[] arguments);
}
