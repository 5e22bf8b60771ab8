namespace Analytics.SparkJobs.Queries;

/// <summary>Ends a run whose batches were smaller, so that the next one reads those of its settings.</summary>
sealed class LargerBatchesException() : Exception("The next batches may be larger; this one will be read again.");
