namespace Analytics.Collector.Telemetry;

enum LogFormat
{
    Plain,
    Json,
}

/// <summary>The settings of standard output. Section <c>Logs</c>.</summary>
sealed class LogsOptions
{
    public const string Section = "Logs";

    /// <summary>The format of an entry: a line for people, or a JSON object per line. Both escape control characters.</summary>
    public LogFormat Format { get; set; } = LogFormat.Plain;

    /// <summary>Whether each request is logged: route, status, time and id, never its address, key or body.</summary>
    public bool Requests { get; set; }
}
