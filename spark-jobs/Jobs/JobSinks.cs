using Analytics.Hosting;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sinks.Distributed;
using Analytics.SparkJobs.Sinks.Lean;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Opens the sinks with the resources that the jobs share.</summary>
static class JobSinks
{
    /// <summary>The greatest batch, in offsets, that is evaluated in the stream's thread; a Spark job is parallel and can spill.</summary>
    const int LeanRowLimit = 250_000;

    /// <param name="context">The resources that the jobs share.</param>
    /// <param name="query">The query whose lock and ledger rows the sink holds.</param>
    /// <param name="function">The warehouse's function that merges the transform's rows.</param>
    /// <exception cref="FatalStopException">A pooler is in front of the warehouse that would lose the query's lock.</exception>
    public static ISink OpenMergeSink(this JobContext context, string query, string function)
    {
        if (OwnSession.RefusalAsync(context.Settings.Warehouse).GetAwaiter().GetResult() is { } refusal)
            throw new FatalStopException(ExitCodes.Usage, refusal);

        MergeMetrics.Begin(query);
        return new MergeSink(
            query,
            new JdbcConnection(new WarehouseAddress(context.Settings.Warehouse), query, function),
            new Ledger(context.Warehouse),
            RowSerializer(context, query),
            context.Kafka,
            context.Clock
        );
    }

    public static ISink OpenLakeSink(this JobContext context)
    {
        var topics = context.Topics;
        var known = context.Kafka.DescribeAsync([topics.Events, topics.Historical, topics.Rejected]).GetAwaiter().GetResult();
        return new LakeSink(context.Session, context.Lake, topics, known, context.Clock, context.Log);
    }

    // The in-thread serializer prepares its plan from the scan of a run's first batch, so each run has a new one.
    static IRowSerializer RowSerializer(JobContext context, string query)
    {
        var settings = context.Settings;
        IRowSerializer task = new SparkJobRowSerializer(query);
        var driver = settings.Lean ? new InThreadRowSerializer(query, task, LeanRowLimit, context.Log) : task;
        return settings.Distributed
            ? new SizedRowSerializer(
                driver,
                new ExecutorRowSerializer(query, context.Log),
                context.ChoiceOf(query),
                LeanRowLimit,
                context.Clock
            )
            : driver;
    }
}
