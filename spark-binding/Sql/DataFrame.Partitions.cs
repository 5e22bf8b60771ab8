namespace Microsoft.Spark.Sql;

/// <content>The placement of the rows: partitions and caches.</content>
public sealed partial class DataFrame
{
    public DataFrame Repartition(int numPartitions) => Frame("repartition", numPartitions);

    public DataFrame Repartition(int numPartitions, params Column[] partitionExprs) =>
        Frame("repartition", numPartitions, JvmCalls.Columns(partitionExprs));

    public DataFrame Repartition(params Column[] partitionExprs) => Frame("repartition", JvmCalls.Columns(partitionExprs));

    public DataFrame RepartitionByRange(int numPartitions, params Column[] partitionExprs) =>
        Frame("repartitionByRange", numPartitions, JvmCalls.Columns(partitionExprs));

    public DataFrame RepartitionByRange(params Column[] partitionExprs) => Frame("repartitionByRange", JvmCalls.Columns(partitionExprs));

    /// <summary>Reduces the number of partitions without a shuffle.</summary>
    public DataFrame Coalesce(int numPartitions) => Frame("coalesce", numPartitions);

    public DataFrame Persist() => Self("persist");

    public DataFrame Persist(StorageLevel storageLevel) => Self("persist", storageLevel);

    public DataFrame Cache() => Self("cache");

    public StorageLevel StorageLevel() => new(this.Object("storageLevel"));

    public DataFrame Unpersist(bool blocking = false) => Self("unpersist", blocking);

    /// <summary>Saves the rows to the checkpoint folder and truncates their plan.</summary>
    public DataFrame Checkpoint(bool eager = true) => Frame("checkpoint", eager);

    public DataFrame LocalCheckpoint(bool eager = true) => Frame("localCheckpoint", eager);

    DataFrame Self(string method, params List<object?> args)
    {
        this.Do(method, args);
        return this;
    }
}
