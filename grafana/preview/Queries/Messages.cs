using Analytics.DashboardPreview.Frames;

namespace Analytics.DashboardPreview.Queries;

/// <summary>What the page asks for at every refresh: all panels of one dashboard at once. SQL never comes from the page.</summary>
/// <param name="From">Start of the range, as the time picker writes it.</param>
/// <param name="Variables">Picked values by variable; a variable left out is "All".</param>
sealed record QueryRequest(string Dashboard, string From, string To, IReadOnlyDictionary<string, IReadOnlyList<string>>? Variables);

/// <param name="Now">The server's clock; the range is counted from it. All times are milliseconds since 1970.</param>
/// <param name="Unreachable">Why the warehouse does not answer; the panels are then empty.</param>
/// <param name="Options">Values to pick from, by variable.</param>
sealed record QueryAnswer(
    long Now,
    long From,
    long To,
    string? Unreachable,
    Freshness? Freshness,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Options,
    IReadOnlyList<PanelAnswer> Panels
);

/// <param name="Error">What PostgreSQL or the expander said; the frames are then empty.</param>
/// <param name="Sql">The SQL that ran, one text per target.</param>
sealed record PanelAnswer(int Id, string? Error, double ElapsedMs, IReadOnlyList<Frame> Frames, IReadOnlyList<string> Sql);

/// <summary>How far the numbers on the page can be trusted.</summary>
/// <param name="CompleteUpTo">Every event received before this moment is counted; null while that is not known.</param>
/// <param name="State">What the live query says it is doing.</param>
/// <param name="HeartbeatAt">When the live query last gave a sign of life.</param>
sealed record Freshness(long? CompleteUpTo, string? State, long? HeartbeatAt, string? Error = null);
