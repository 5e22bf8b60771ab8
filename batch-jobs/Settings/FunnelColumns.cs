using Analytics.Contracts;

namespace Analytics.BatchJobs.Settings;

/// <summary>The columns of the event that a funnel may name.</summary>
static class FunnelColumns
{
    static readonly string[] _json = ["properties", "context"];

    // A breakdown's values are kept in the warehouse and shown to every viewer: nothing in it names a person or a single event.
    static readonly string[] _personal = ["event_id", "user_id", "anonymous_id", "session_id", "ip", "page_url", "referrer"];

    /// <summary>Every text column.</summary>
    public static IReadOnlyList<string> Where { get; } =
    [.. SparkSchema.EventColumnNames.Except(SparkSchema.TypedEventColumnNames).Except(_json)];

    public static IReadOnlyList<string> Breakdown { get; } = [.. Where.Except(_personal)];

    /// <summary>Returns the columns that a funnel names, beside the event's name.</summary>
    public static IEnumerable<string> Of(Funnel funnel) =>
        funnel.Steps.SelectMany(step => step.Where.Keys).Concat(funnel.Breakdown is { } column ? [column] : []);
}
