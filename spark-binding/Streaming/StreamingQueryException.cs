namespace Microsoft.Spark.Sql.Streaming;

/// <summary>Why a streaming query ended by itself.</summary>
public class StreamingQueryException(string message) : JvmException(message);
