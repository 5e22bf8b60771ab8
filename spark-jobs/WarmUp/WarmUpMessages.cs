using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>Finds messages that the warm-up can read from Kafka: the newest events, else synthetic ones in a topic of their own.</summary>
static partial class WarmUpMessages
{
    /// <param name="count">The number of messages that are wanted.</param>
    /// <param name="found">The number of messages from the positions on.</param>
    /// <returns>The positions of the topic's partitions; empty when there are no events and this user may not create the topic, or Kafka is
    /// away.</returns>
    public static IReadOnlyList<Position> Find(JobContext context, long count, out long found)
    {
        found = 0;
        try
        {
            var events = Describe(context, context.Topics.Events);
            if (events.Partitions.Any(partition => partition.Latest > partition.Earliest))
                return Newest(events, count, out found);

            context.Kafka.CreateBriefAsync(context.Topics.WarmUp).GetAwaiter().GetResult();
            Write(context, count);
            return Newest(Describe(context, context.Topics.WarmUp), count, out found);
        }
        catch (Exception e) when (e is KafkaException || JvmException.Of(e) is not null)
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

    static void Write(JobContext context, long count) =>
        SyntheticRows
            .Of(context.Session, count)
            .Select("value")
            .Write()
            .Format("kafka")
            .Option("kafka.bootstrap.servers", context.Kafka.BootstrapServers)
            .Options(KafkaSource.ClientOptions(context.Kafka))
            .Option("topic", context.Topics.WarmUp)
            .Save();

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "stream.warm_up.unread: the warm-up has no events of Kafka, nor messages of {Topic}: {Reason}"
    )]
    static partial void LogNoMessages(ILogger log, string topic, string reason);
}
