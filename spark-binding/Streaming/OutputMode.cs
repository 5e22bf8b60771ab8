namespace Microsoft.Spark.Sql.Streaming;

/// <summary>Which rows of an aggregate each batch writes: new ones, all, or changed ones.</summary>
public enum OutputMode
{
    Append,
    Complete,
    Update,
}
