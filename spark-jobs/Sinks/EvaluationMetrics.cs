using Prometheus;

namespace Analytics.SparkJobs.Sinks;

/// <summary>The place where a batch's transform runs.</summary>
enum Evaluation
{
    /// <summary>In the stream's thread: lean.</summary>
    Thread,

    /// <summary>As a Spark job of one task.</summary>
    Task,

    /// <summary>As a Spark job over all executors.</summary>
    Executors,
}

/// <summary>The evaluations of a query's batches as Prometheus metrics.</summary>
static class EvaluationMetrics
{
    static readonly Counter _evaluated = Metrics.CreateCounter(
        "stream_batch_evaluated_total",
        "Evaluations of batches, by where they ran: thread, task or executors.",
        "query",
        "evaluation"
    );

    public static void Evaluated(string query, Evaluation evaluation) =>
        _evaluated.WithLabels(query, evaluation.ToString().ToLowerInvariant()).Inc();
}
