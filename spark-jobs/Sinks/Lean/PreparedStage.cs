using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>
/// The aggregate's RDD, created once from the first batch's scan. Each batch replaces the input partitions: the RDD chain ends in a
/// CoalescedRDD over Kafka's DataSourceRDD, and the single partition of the CoalescedRDD is a view of a list with the batch's partitions.
/// </summary>
/// <remarks>For Spark 3.5: the constructors and methods named here are not public API. Only the option <c>--lean</c> uses them.</remarks>
sealed class PreparedStage
{
    const string Partition = "org.apache.spark.sql.execution.datasources.v2.DataSourceRDDPartition";

    readonly JvmObjectReference _rdd;
    readonly JvmObjectReference _split;
    readonly JvmObjectReference _input;
    readonly LeanTask _task = new();

    PreparedStage(JvmObjectReference rdd, JvmObjectReference split, JvmObjectReference input) =>
        (_rdd, _split, _input) = (rdd, split, input);

    /// <param name="session">The session whose settings the plan uses; whole-stage code is on for this plan only.</param>
    /// <param name="rows">The RDD of the first batch's internal rows.</param>
    /// <param name="schema">Their schema.</param>
    public static PreparedStage Of(
        JvmObjectReference session,
        JvmObjectReference rows,
        JvmObjectReference schema,
        Func<DataFrame, DataFrame> transform
    ) => WholeStageCode.With(session, () => Prepare(session, rows, schema, transform)); // Compiled once, for all batches.

    /// <summary>Evaluates one batch.</summary>
    /// <param name="partitions">The partitions of its Kafka scan.</param>
    /// <returns>A Java object whose text is the JSON array.</returns>
    public JvmObjectReference RunBatch(JvmObjectReference partitions)
    {
        var made = _task.New(Jvm.Pipeline().New(Partition, 0, partitions)).Send();
        return Run((JvmObjectReference)made[0]!, (JvmObjectReference)made[1]!);
    }

    /// <param name="partition">A partition of the RDD that the stage reads from.</param>
    /// <returns>A Java object whose text is the JSON array.</returns>
    public JvmObjectReference Run(JvmObjectReference partition) => Run(partition, (JvmObjectReference)_task.New(Jvm.Pipeline()).Send()[0]!);

    JvmObjectReference Run(JvmObjectReference partition, JvmObjectReference context)
    {
        var end = Jvm.Pipeline();
        try
        {
            var begun = _task
                .Begin(Jvm.Pipeline(), context)
                .New("scala.collection.mutable.StringBuilder")
                .Call(_input, "set", 0, partition)
                .Call(_rdd, "compute", _split, context)
                .Send();
            var text = (JvmObjectReference)begun[1]!;
            // The stage's code is compiled by now; Kafka's readers are made while its rows are read.
            _task.Interpret(end).Call((JvmObjectReference)begun[3]!, "addString", text, "[", ",", "]");
            return text;
        }
        finally
        {
            // The pipeline runs every command, even after one has failed.
            _task.End(end, context).Send();
        }
    }

    static PreparedStage Prepare(
        JvmObjectReference session,
        JvmObjectReference rows,
        JvmObjectReference schema,
        Func<DataFrame, DataFrame> transform
    )
    {
        var frame = session.Invoke<JvmObjectReference>("internalCreateDataFrame", rows, schema, false);
        var lines = LeanJson.Lines(transform(new DataFrame(frame).Coalesce(1)));
        var rdd = lines
            .Reference.Invoke<JvmObjectReference>("as", Jvm.CallStatic("org.apache.spark.sql.Encoders", "STRING"))
            .Invoke<JvmObjectReference>("rdd");
        var input = Jvm.NewList([null]);
        var split = Jvm.New(
            "org.apache.spark.rdd.CoalescedRDDPartition",
            0,
            CoalescedIn(rdd),
            Jvm.NewArray("int"),
            Jvm.CallStatic("scala.Option", "empty")
        );
        // The partition's parents are a live view of the list.
        split.Invoke("parents_$eq", Jvm.CallStatic("org.apache.spark.api.python.PythonUtils", "toSeq", input));
        return new PreparedStage(rdd, split, input);
    }

    static JvmObjectReference CoalescedIn(JvmObjectReference rdd)
    {
        while (rdd.Invoke<JvmObjectReference>("getClass").Invoke<string>("getSimpleName") != "CoalescedRDD")
        {
            var dependencies = rdd.Invoke<JvmObjectReference>("dependencies");
            if (dependencies.Invoke<bool>("isEmpty"))
                throw new NotSupportedException("The plan holds no CoalescedRDD.");

            rdd = dependencies.Invoke<JvmObjectReference>("head").Invoke<JvmObjectReference>("rdd");
        }

        return rdd;
    }
}
