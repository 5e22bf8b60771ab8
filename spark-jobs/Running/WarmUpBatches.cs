using Analytics.SparkGateway;
using Analytics.SparkJobs.Jobs;
using Analytics.Transforms;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.SparkJobs.Running;

/// <summary>Batches of made-up rows through the live transform, up to the text that the merge would get. Nothing is written.</summary>
sealed class WarmUpBatches : IDisposable
{
    const int RowsPerBatch = 500;

    // The shape of Kafka's rows and of a canonical event, so that the same code is compiled as for real ones.
    const string MadeUpEvent = """
        CAST(to_json(named_struct(
            'event_id', concat('warm-', id), 'source', 'warm-up', 'type', 'track', 'name', concat('name ', id % 8),
            'occurred_at', current_timestamp(), 'received_at', current_timestamp(),
            'country', elt(1 + id % 3, 'PL', 'DE', 'US'), 'device', elt(1 + id % 2, 'mobile', 'desktop'),
            'revenue', CAST(id AS DECIMAL(18,4)), 'currency', 'EUR')) AS BINARY) AS value
        """;

    readonly LiveMetrics transform = new();
    readonly Column json = Expr("to_json(struct(*))");
    readonly DataFrame rows;

    public WarmUpBatches(JobContext context)
    {
        var session = context.Session.NewSession();
        foreach (var (name, value) in MergeSession.Conf)
        {
            session.Conf().Set(name, value);
        }

        rows = session.Range(RowsPerBatch).SelectExpr(MadeUpEvent, "'warm-up' AS topic", "0 AS partition", "id AS offset", "current_timestamp() AS timestamp");
    }

    public void RunOne()
    {
        using var scope = Jvm.Scope();
        transform.Apply(rows).Select(json).Reference.Invoke<JvmObjectReference>("collectAsList").Invoke<string>("toString");
    }

    public void Dispose() => rows.Reference.Dispose();
}
