namespace Microsoft.Spark.Sql;

/// <summary>The action of a writer when data exist.</summary>
public enum SaveMode
{
    Append,
    Overwrite,
    ErrorIfExists,
    Ignore,
}
