using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sinks.Lean;

namespace Analytics.SparkJobs.Jobs;

/// <summary>The two kinds of sinks, opened with what the jobs share.</summary>
static class JobSinks
{
    /// <summary>More offsets than this are worth the parallel, spilling, ordinary way.</summary>
    const int LeanRowLimit = 100_000;

    /// <param name="context">What the jobs share.</param>
    /// <param name="query">Whose lock and ledger rows the sink holds.</param>
    /// <param name="function">The warehouse's function that adds the transform's rows up.</param>
    public static ISink OpenMergeSink(this JobContext context, string query, string function) =>
        new MergeSink(
            query,
            new JdbcConnection(new WarehouseAddress(context.Settings.Warehouse), query, function),
            new Ledger(context.Warehouse),
            RowSerializer(context),
            context.Kafka,
            context.Clock
        );

    public static ISink OpenLakeSink(this JobContext context)
    {
        var topics = context.Topics;
        var known = context.Kafka.DescribeAsync([topics.Events, topics.Historical, topics.Rejected]).GetAwaiter().GetResult();
        return new LakeSink(context.Session, context.Lake, topics, known, context.Clock, context.Log);
    }

    // The in-thread serializer prepares its plan from the first batch's scan, so each run of a query has its own.
    static IRowSerializer RowSerializer(JobContext context)
    {
        var ordinary = new SparkJobRowSerializer();
        return context.Settings.Lean ? new InThreadRowSerializer(ordinary, LeanRowLimit, context.Log) : ordinary;
    }
}
