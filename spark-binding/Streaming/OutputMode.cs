namespace Microsoft.Spark.Sql.Streaming;

/// <summary>The rows of an aggregate that each batch writes: new ones, all, or changed ones.</summary>
public enum OutputMode
{
    Append,
    Complete,
    Update,
}
