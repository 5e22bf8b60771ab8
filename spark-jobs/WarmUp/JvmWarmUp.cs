using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>
/// Warms up the JVM, which compiles for its first minute and would deliver numbers late. The queries run from the start; beside them the
/// transforms of the live query and of sessions run on messages from Kafka, which are not merged, and a scratch table gets commits.
/// </summary>
sealed partial class JvmWarmUp(JobContext context, IReadOnlyCollection<QueryState> states)
{
    readonly ILogger _log = context.Log;
    volatile bool _isDone;
    volatile string _progress = "starting";
    long _batches;

    /// <summary>The longest time for batches of messages from Kafka.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    public bool IsDone => _isDone;

    /// <summary>The progress as text for people: <c>warming up, 37 of 200 batches</c>.</summary>
    public string Progress => _progress;

    /// <summary>The batches that the warm-up has run.</summary>
    public long Batches => _batches;

    /// <summary>Runs the warm-up until the JVM is warm or the process is stopped.</summary>
    public void Run(CancellationToken stopping)
    {
        var wanted = context.Settings.WarmBatches;
        if (wanted > 0)
        {
            _progress = "warming up, the first commits to a lake";
            var lake = Has(QueryNames.LakeArchive)
                ? Task.Run(() => WarmLake(Math.Clamp(wanted / 50, 1, 4), stopping), CancellationToken.None)
                : Task.CompletedTask;
            MergeQueries(wanted, stopping);
            lake.GetAwaiter().GetResult();
        }

        _isDone = !stopping.IsCancellationRequested;
        LogReady(_batches + states.Sum(state => state.Batches));
    }

    void WarmLake(int commits, CancellationToken stopping)
    {
        try
        {
            LakeWarmUp.Run(context, commits, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A lake that is away stops the archive alone.
            LogUnfinished(Failure.Summary(e));
        }
    }

    void MergeQueries(int wanted, CancellationToken stopping)
    {
        var transforms = new List<(string Query, Func<DataFrame, DataFrame> Transform)>();
        if (Has(QueryNames.LiveMetrics))
            transforms.Add((QueryNames.LiveMetrics, new LiveMetrics().Apply));
        if (Has(QueryNames.Sessions))
            transforms.Add((QueryNames.Sessions, LiveSessions.OfNewEvents(context.Settings.Goals, context.Settings.Properties).Apply));
        if (transforms is [])
            return;

        var start = WarmUpMessages.Find(context, wanted * WarmUpStream.MessagesPerBatch, out var found);
        if (found > 0)
        {
            FromKafka(transforms, start, found, wanted, stopping);
            return;
        }

        foreach (var (query, transform) in transforms)
            Synthetic(query, transform, Math.Max(1, wanted / transforms.Count), stopping);
    }

    void FromKafka(
        IReadOnlyList<(string Query, Func<DataFrame, DataFrame> Transform)> transforms,
        IReadOnlyList<Position> start,
        long found,
        int wanted,
        CancellationToken stopping
    )
    {
        _progress = "warming up, batches from Kafka";
        try
        {
            using var stream = new WarmUpStream(context, transforms, start, found, wanted);
            stream.Wait(Limit, stopping);
            _batches += stream.Batches;
        }
        catch (Exception e) when (JvmException.Of(e) is not null)
        {
            // The queries run without a warm-up too.
            LogUnfinished(Failure.Summary(e));
        }
    }

    void Synthetic(string query, Func<DataFrame, DataFrame> transform, int wanted, CancellationToken stopping)
    {
        using var batches = new WarmUpBatches(context, query, transform);
        for (var batch = 0; batch < wanted && !stopping.IsCancellationRequested; batch++)
        {
            _progress = $"warming up, {batch} of {wanted} batches";
            batches.RunOne();
            _batches++;
        }
    }

    bool Has(string query) => states.Any(state => state.Query == query);

    [LoggerMessage(Level = LogLevel.Warning, Message = "stream.warm_up.unfinished: the queries run on a cold JVM: {Reason}")]
    partial void LogUnfinished(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "stream.application.ready: the queries are warm after {Batches} batches")]
    partial void LogReady(long batches);
}
