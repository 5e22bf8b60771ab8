namespace Analytics.Benchmarks;

/// <summary>What every contender has to bear.</summary>
/// <param name="Rate">Events a second through HTTP.</param>
/// <param name="Warm">Traffic before the window.</param>
/// <param name="Window">What is measured.</param>
/// <param name="Runs">Windows of each contender.</param>
/// <param name="WarmBatches">Batches that the jobs run before they say that they are ready.</param>
sealed record Load(double Rate, TimeSpan Warm, TimeSpan Window, int Runs, int WarmBatches);
