using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Analytics.BatchJobs.Grafana;

/// <summary>The number and the times of a push's tries.</summary>
static class Retries
{
    /// <summary>The budget of a push: a job never waits longer for a Grafana that is away.</summary>
    public static TimeSpan Budget { get; } = TimeSpan.FromSeconds(2);

    static readonly TimeSpan _attempt = TimeSpan.FromMilliseconds(900);

    /// <summary>At most three tries with growing, random pauses: connection errors and 502 to 504, and 500 once.</summary>
    public static ResiliencePipeline<PushResult> Create(TimeProvider clock) =>
        new ResiliencePipelineBuilder<PushResult> { TimeProvider = clock }
            .AddTimeout(Budget)
            .AddRetry(
                new RetryStrategyOptions<PushResult>
                {
                    MaxRetryAttempts = 2,
                    Delay = TimeSpan.FromMilliseconds(50),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = tried => ValueTask.FromResult(IsWorthATry(tried)),
                }
            )
            .AddTimeout(_attempt)
            .Build();

    static bool IsWorthATry(RetryPredicateArguments<PushResult> tried) =>
        tried.Outcome.Exception is TimeoutRejectedException
        || tried.Outcome.Result.Outcome is PushOutcome.Away
        || (tried.Outcome.Result.Outcome is PushOutcome.Failed && tried.AttemptNumber == 0);
}
