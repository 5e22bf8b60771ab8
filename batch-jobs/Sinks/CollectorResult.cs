namespace Analytics.BatchJobs.Sinks;

/// <summary>The collector's answer to one event.</summary>
/// <param name="EventId">The event's id; null when it has none.</param>
/// <param name="Code">Null when it is accepted; else the code of its rejection, or of the privacy wish that drops it.</param>
/// <param name="Field">The member that the code is about, in the client's names.</param>
/// <param name="IsDuplicate">True when it was stored before.</param>
sealed record CollectorResult(string? EventId, string? Code, string? Field = null, bool IsDuplicate = false)
{
    public override string ToString() =>
        Code is null ? "accepted"
        : Field is null ? Code
        : $"{Code} ({Field})";
}
