namespace Analytics.Benchmarks.Contenders;

/// <summary>The load on every contender.</summary>
/// <param name="Rate">Events a second over HTTP.</param>
/// <param name="Visitors">The visitors at once who cause the events.</param>
/// <param name="Warm">The duration of traffic before the window.</param>
/// <param name="Window">The measured duration.</param>
/// <param name="Runs">The number of windows of each contender.</param>
/// <param name="WarmBatches">The number of batches that the jobs run before they report that they are ready.</param>
/// <param name="Partitions">The partitions of the topic of events.</param>
sealed record Load(double Rate, int Visitors, TimeSpan Warm, TimeSpan Window, int Runs, int WarmBatches, int Partitions);
