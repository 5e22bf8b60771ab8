using Analytics.SparkBinding;
using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Distributed;

/// <summary>
/// A batch's Kafka rows in as many partitions as the cluster has slots for tasks, of equal numbers of offsets. Spark's own scan has a
/// partition for each of Kafka's, so three of them would occupy two slots for as long as four.
/// </summary>
/// <remarks>For Spark 3.5: the classes named here are not public API. Executors keep the consumers of the query's own scan.</remarks>
static class SlicedScan
{
    const string Kafka = "org.apache.spark.sql.kafka010.";

    public static DataFrame Of(Batch batch)
    {
        var rows = batch.Rows.Reference;
        var session = rows.Invoke<JvmObjectReference>("sparkSession");
        var context = session.Invoke<JvmObjectReference>("sparkContext");
        var slots = (int)Math.Min(context.Invoke<int>("defaultParallelism"), batch.Range.Count);
        var rdd = Jvm.New(
            "org.apache.spark.sql.execution.datasources.v2.DataSourceRDD",
            context,
            InputPartitions(batch.Scan, OffsetSpan.Slices(batch.Range.Spans, slots)),
            batch.Scan.Node.Invoke<JvmObjectReference>("readerFactory"),
            false,
            Jvm.CallStatic("org.apache.spark.api.python.PythonUtils", "toScalaMap", Jvm.NewMap([]))
        );
        return new DataFrame(
            session.Invoke<JvmObjectReference>("internalCreateDataFrame", rdd, rows.Invoke<JvmObjectReference>("schema"), false)
        );
    }

    /// <summary>Returns a Scala list of the input partitions of each slice.</summary>
    static JvmObjectReference InputPartitions(BatchScan scan, IReadOnlyList<IReadOnlyList<OffsetSpan>> slices)
    {
        var model = scan.Partitions.Invoke<JvmObjectReference>("head");
        var spans = slices.SelectMany(slice => slice).ToList();
        var parameters = model.Invoke<JvmObjectReference>("executorKafkaParams");
        var timeout = model.Invoke<long>("pollTimeoutMs");
        var (failsOnLoss, hasHeaders) = (model.Invoke<bool>("failOnDataLoss"), model.Invoke<bool>("includeHeaders"));
        var anywhere = Jvm.CallStatic("scala.Option", "empty");

        var topics = Send(spans, (calls, span, _) => calls.New("org.apache.kafka.common.TopicPartition", span.Topic, span.Partition));
        var ranges = Send(spans, (calls, span, at) => calls.New($"{Kafka}KafkaOffsetRange", topics[at], span.Start, span.End, anywhere));
        var partitions = Send(spans, (calls, _, at) =>
            calls.New($"{Kafka}KafkaBatchInputPartition", ranges[at], parameters, timeout, failsOnLoss, hasHeaders)
        );
        var next = 0;
        return List([.. slices.Select(slice => List(partitions[next..(next += slice.Count)]))]);
    }

    static object?[] Send(List<OffsetSpan> spans, Func<JvmPipeline, OffsetSpan, int, JvmPipeline> append)
    {
        var calls = Jvm.Pipeline();
        for (var at = 0; at < spans.Count; at++)
            append(calls, spans[at], at);

        return calls.Send();
    }

    // A view of a Java list can't be sent to executors.
    static JvmObjectReference List(object?[] items) => Jvm.ToSeq(items).Invoke<JvmObjectReference>("toList");
}
