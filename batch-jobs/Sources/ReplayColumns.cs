namespace Analytics.BatchJobs.Sources;

/// <summary>
/// The columns in which <c>replay</c> notes the outcome of a row of <c>rejected</c>; null in rows that were never replayed.
/// </summary>
static class ReplayColumns
{
    /// <summary>The columns and their types, as DDL.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["replayed_at"] = "TIMESTAMP",
            ["replay_run"] = "STRING",
            ["replay_result"] = "STRING",
            ["replay_event_id"] = "STRING",
            ["replay_rejections"] = "BIGINT",
        };

    /// <summary>The result of a row whose event is about to be sent.</summary>
    public const string Sent = "sent";

    /// <summary>The result of a row whose event is in the events topic. Every other result is a code of the collector.</summary>
    public const string Accepted = "accepted";
}
