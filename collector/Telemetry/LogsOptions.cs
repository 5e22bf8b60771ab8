namespace Analytics.Collector.Telemetry;

enum LogFormat
{
    Plain,
    Json,
}

/// <summary>What is written to standard output. Section <c>Logs</c>.</summary>
sealed class LogsOptions
{
    public const string Section = "Logs";

    /// <summary>How an entry looks: a line for people, or a JSON object a line. Both escape what a client could have put in.</summary>
    public LogFormat Format { get; set; } = LogFormat.Plain;

    /// <summary>Whether each request gets a line of its own: route, status, time and id, never its address, key or body.</summary>
    public bool Requests { get; set; }
}
