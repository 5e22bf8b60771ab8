using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Finds the single messages of a batch that its sink refuses, by bisection: a half that the sink accepts is not searched.
/// A sink that refuses no single message, or too many, has failed itself.
/// </summary>
sealed class DeadLetterSearch(ISink sink, Batch batch, Func<DataFrame, DataFrame> transform, CancellationToken stopping)
{
    /// <summary>The most messages that a sink may refuse in one batch; above it the sink is at fault, not the messages.</summary>
    const int Most = 1000;

    readonly List<(OffsetSpan Place, string Reason)> _found = [];

    /// <summary>True when the sink takes parts of the batch, but not all that is left without single messages.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The messages, with the sink's reason for each.</summary>
    /// <returns>
    /// Empty when the reason is no single message. Null when it cannot be told yet: the sink refuses each message, or has just recovered.
    /// </returns>
    /// <exception cref="FatalStopException">The sink refuses more than 1,000 messages.</exception>
    /// <exception cref="OperationCanceledException">The query is being stopped: a failure then proves nothing.</exception>
    public IReadOnlyList<DeadLetter>? Find()
    {
        batch.Rows.Count(); // A failure to read the batch is not caused by a message.
        if (Refusal("false") is not null)
            return [];

        foreach (var span in batch.Range.Spans)
            Search(span);

        // A sink that refuses all, or has recovered meanwhile, proves nothing about a message.
        if (_found.Count == batch.Range.Count || HasRecovered())
            return null;

        var letters = _found.Select(found => Letter(found.Place, found.Reason)).ToList();
        IsTooLarge = letters.Count == 0 || Refusal($"NOT ({Among(letters)})") is not null;
        return IsTooLarge ? [] : letters;
    }

    /// <summary>Returns the SQL condition that a Kafka row is one of the letters.</summary>
    public static string Among(IReadOnlyList<DeadLetter> letters) =>
        letters.Count == 0
            ? "false"
            : string.Join(
                " OR ",
                letters.Select(letter => new OffsetSpan(letter.Topic, letter.Partition, letter.Offset, letter.Offset + 1).Condition)
            );

    bool HasRecovered() => _found.Count == 0 ? Refusal("true") is null : _found.Any(found => Refusal(found.Place.Condition) is null);

    void Search(OffsetSpan span)
    {
        if (Refusal(span.Condition) is not { } reason)
            return;

        if (span.Count > 1)
        {
            var (first, second) = span.Halved();
            Search(first);
            Search(second);
            return;
        }

        _found.Add((span, reason));
        if (_found.Count > Most)
        {
            throw new FatalStopException(
                ExitCodes.Failed,
                $"The sink refuses more than {Most} messages of one batch one by one, so the fault is the sink's: {reason}"
            );
        }
    }

    string? Refusal(string condition)
    {
        var part = batch.Part(condition);
        try
        {
            sink.Try(part, transform);
            return null;
        }
        catch (Exception e) when (Failure.MayBeOfData(e))
        {
            stopping.ThrowIfCancellationRequested();
            return Failure.Summary(e);
        }
        finally
        {
            part.Rows.Unpersist();
        }
    }

    DeadLetter Letter(OffsetSpan place, string reason)
    {
        var value = batch.Rows.Where(place.Condition).SelectExpr("value").Collect().Single().Get(0) as byte[];
        return new DeadLetter(place.Topic, batch.TopicIds[place.Topic], place.Partition, place.Start, reason, value);
    }
}
