using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>Finds messages that the warm-up can read from Kafka: the newest events, else synthetic ones in a topic of their own.</summary>
static partial class WarmUpMessages
{
    /// <param name="count">The number of messages that are wanted.</param>
    /// <param name="found">The number of messages from the positions on.</param>
    /// <returns>The positions of the topic's partitions; empty when there are no events and this user may not create the topic, or Kafka is
    /// away.</returns>
    public static IReadOnlyList<Position> Find(JobContext context, int count, out long found)
    {
        found = 0;
        try
        {
            var events = Describe(context, context.Topics.Events);
            if (events.Partitions.Any(partition => partition.Latest > partition.Earliest))
                return Newest(events, count, out found);

            context.Kafka.CreateBriefAsync(context.Topics.WarmUp).GetAwaiter().GetResult();
            var messages = SyntheticRows.Messages(count, context.Clock);
            context.Kafka.WriteAsync(context.Topics.WarmUp, messages).GetAwaiter().GetResult();
            return Newest(Describe(context, context.Topics.WarmUp), count, out found);
        }
        catch (KafkaException e)
        {
            LogNoMessages(context.Log, context.Topics.WarmUp, Failure.Summary(e));
            return [];
        }
    }

    static TopicState Describe(JobContext context, string topic) => context.Kafka.DescribeAsync([topic]).GetAwaiter().GetResult()[0];

    static List<Position> Newest(TopicState topic, long count, out long found)
    {
        found = 0;
        var start = new List<Position>();
        foreach (var partition in topic.Partitions)
        {
            var next = Math.Max(partition.Earliest, partition.Latest - (count / topic.Partitions.Count));
            start.Add(new Position(topic.Name, partition.Partition, topic.Id, next));
            found += partition.Latest - next;
        }

        return start;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "stream.warm_up.unread: the warm-up has no events of Kafka, nor messages of {Topic}: {Reason}"
    )]
    static partial void LogNoMessages(ILogger log, string topic, string reason);
}
