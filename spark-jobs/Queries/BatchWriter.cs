using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.Queries;

/// <summary>
/// Writes a query's batches to its sink. One that fails twice at the same offsets is written without the messages that the sink refuses
/// one by one. Where it refuses only the whole, as PostgreSQL does a text of a gigabyte, smaller batches are read.
/// </summary>
sealed partial class BatchWriter(QueryPlan plan, ISink sink, QueryState state, JobContext context, CancellationToken stopping)
{
    // A larger batch that fails for the third time or later, more than 10 s after its start, is assumed to take too long.
    const long SmallBatch = 1000;
    const int Often = 3;
    static readonly TimeSpan _long = TimeSpan.FromSeconds(10);

    readonly DeadLetters _deadLetters = new(context.Warehouse);
    readonly ILogger _log = context.Log;

    public void Write(Batch batch)
    {
        try
        {
            sink.Write(batch, plan.Transform);
        }
        catch (Exception e) when (Failure.FatalReason(plan.Name, e) is { } reason)
        {
            // The reason is read before the JVM's exception is released.
            throw new FatalStopException(ExitCodes.Failed, reason);
        }
        catch (Exception e)
        {
            var failures = state.Failed(batch.Range);
            var isOfData = Failure.MayBeOfData(e);
            if (!isOfData && failures >= Often && batch.Range.Count > SmallBatch && context.Clock.GetElapsedTime(batch.Began) > _long)
                Halve(batch, e);
            if (!isOfData || failures == 1 || !WroteOthers(batch, e))
                throw;
        }
    }

    // Puts aside the messages that the sink refuses one by one, and writes the rest; false when it puts none aside.
    bool WroteOthers(Batch batch, Exception e)
    {
        state.Searches++;
        var search = new DeadLetterSearch(sink, batch, plan.Transform, stopping);
        var letters = search.Find();
        if (letters is null)
            state.ForgetLimit(); // A larger batch may have a message that the sink takes, which shows that it works.

        if (search.IsTooLarge && batch.Range.Count > 1)
        {
            Halve(batch, e);
            return false;
        }

        if (letters is [] && Failure.FatalValue(plan.Name, e) is { } reason)
            throw new FatalStopException(ExitCodes.Failed, reason);

        if (letters is null or [])
            return false;

        WriteWithout(letters, batch);
        return true;
    }

    void WriteWithout(IReadOnlyList<DeadLetter> letters, Batch batch)
    {
        _deadLetters.PutAside(plan.Name, letters);
        QueryMetrics.PutAside(plan.Name, letters.Count);
        LogPutAside(plan.Name, letters.Count, letters[0].Topic, letters[0].Partition, letters[0].Offset, letters[0].Reason);
        var others = batch.Without(DeadLetterSearch.Among(letters));
        try
        {
            sink.Write(others, plan.Transform);
        }
        finally
        {
            others.Rows.Unpersist();
        }
    }

    void Halve(Batch batch, Exception e) => LogHalved(plan.Name, batch.Range.Count, state.Halve(batch.Range.Count), Failure.Summary(e));

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "stream.message.put_aside: {Query} goes on without {Count} messages that its sink refuses, the first at "
            + "{Topic}-{Partition}@{Offset}: {Reason}"
    )]
    partial void LogPutAside(string query, int count, string topic, int partition, long offset, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "stream.batch.halved: {Query} reads {Offsets} offsets again in batches of {Limit}, since they fail as a whole: {Reason}"
    )]
    partial void LogHalved(string query, long offsets, int limit, string reason);
}
