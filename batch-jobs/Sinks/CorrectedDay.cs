namespace Analytics.BatchJobs.Sinks;

/// <summary>The result of the comparison of one day.</summary>
/// <param name="Live">Events that the live numbers held.</param>
/// <param name="Lake">Events in the lake, each once.</param>
/// <param name="Duplicates">Events that were removed since an earlier one has the same identity.</param>
/// <param name="Late">Events of the lake that arrived when their seconds were gone.</param>
/// <param name="Changes">Rows of the live tables in which lake and live differ.</param>
/// <param name="Dimensions">Those of them that count dimensions.</param>
sealed record CorrectedDay(long Live, long Lake, long Duplicates, long Late, long Changes, long Dimensions);
