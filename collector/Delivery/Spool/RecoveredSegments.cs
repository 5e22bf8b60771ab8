namespace Analytics.Collector.Delivery.Spool;

/// <summary>The files that an earlier run left in the spool.</summary>
/// <param name="Segments">The sealed segments, oldest first.</param>
/// <param name="Times">Times at which some of the events were spooled, oldest first.</param>
/// <param name="End">One more than the last sequence in them.</param>
/// <param name="Next">The sequence of the next event.</param>
sealed record RecoveredSegments(List<SpoolSegment> Segments, IEnumerable<(long Sequence, DateTimeOffset At)> Times, long End, long Next);
