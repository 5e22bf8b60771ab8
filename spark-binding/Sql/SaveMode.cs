namespace Microsoft.Spark.Sql;

/// <summary>What a writer does where there is data already.</summary>
public enum SaveMode
{
    Append,
    Overwrite,
    ErrorIfExists,
    Ignore,
}
