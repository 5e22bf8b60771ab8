using Analytics.Hosting.Web;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.WarmUp;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>Decides whether the application is ready: every query runs and the JVM is warm, so that numbers are not late.</summary>
sealed class Readiness(IReadOnlyCollection<QueryState> states, JvmWarmUp warmUp)
{
    /// <summary>The answer of <c>/health/ready</c>, with a line for each query.</summary>
    public HealthAnswer Answer =>
        new(UnhealthyReason, [.. states.Select(state => $"{state.Query}: {state.PhaseText}, {state.Batches} batches")]);

    string? UnhealthyReason =>
        !warmUp.IsDone ? warmUp.Progress
        : states.Any(state => state.Phase != QueryPhase.Running) ? "not every query runs"
        : null;
}
