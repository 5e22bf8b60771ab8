namespace Analytics.SparkJobs.Queries;

/// <summary>Ends a run with small batches, so that the next one may read larger ones.</summary>
sealed class LargerBatchesException() : Exception("The next batches may be larger; this one will be read again.");
