namespace Analytics.Collector.OpenApi;

/// <summary>Where a code stands.</summary>
enum CodeKind
{
    /// <summary>In the problem that answers a whole request.</summary>
    Problem,

    /// <summary>In the result of one event that was kept, but does not count.</summary>
    Rejected,

    /// <summary>In the result of one event that counts, but was corrected.</summary>
    Warning,

    /// <summary>
    /// In the result of one event that was not stored at all; in the metric also where one was stored without who it was.
    /// </summary>
    Dropped,
}

/// <summary>One code, for whoever meets it.</summary>
/// <param name="Status">The HTTP status that comes with it, where it is always one.</param>
sealed record Code(string Name, CodeKind Kind, int? Status, string Meaning, string Remedy)
{
    /// <summary>Its row in the table of the README.</summary>
    public string Row => $"| `{Name}` | {Kind.ToString().ToLowerInvariant()} | {Status} | {Meaning} | {Remedy} |";
}
