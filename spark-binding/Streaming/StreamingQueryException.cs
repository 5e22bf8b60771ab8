namespace Microsoft.Spark.Sql.Streaming;

/// <summary>The failure that ended a streaming query.</summary>
public class StreamingQueryException(string message) : JvmException(message);
