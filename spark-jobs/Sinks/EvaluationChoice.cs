namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Chooses for each batch of a query the evaluation that is estimated to be faster: in the driver, without a shuffle, or over all
/// executors. It lives as long as the process, so that a restarted query knows what batches cost.
/// </summary>
sealed class EvaluationChoice
{
    /// <summary>
    /// The share of the time that may be spent on the evaluation that seems slower, since an estimate is only renewed by use.
    /// </summary>
    const double Trial = 0.01;

    /// <summary>The milliseconds by which executors are expected to be slower than the driver, before their first batch.</summary>
    const double Start = 100;

    readonly Lock _guard = new();

    // The estimate before the first batch is of a machine of two cores. The warm-up and the first batches replace it.
    EvaluationCost _driver = new(15, 0.02);
    EvaluationCost? _measuredExecutors;
    double _allowance;

    // Code that is not compiled yet, or a machine that others use, slows executors as it slows the driver.
    EvaluationCost Executors => _measuredExecutors ?? new(_driver.Fixed + Start, _driver.PerOffset);

    /// <summary>Returns true when a batch of so many offsets is to be evaluated over the executors.</summary>
    public bool PrefersExecutors(long offsets)
    {
        lock (_guard)
        {
            var (driver, executors) = (_driver.Of(offsets), Executors.Of(offsets));
            var (faster, slower) = (Math.Min(driver, executors), Math.Max(driver, executors));
            _allowance += Trial * faster;
            // A small batch is never tried over the executors: it would wait for them, and they may be occupied or gone.
            if (slower - faster > _allowance || (driver < executors && executors > 2 * driver))
                return executors < driver;

            _allowance = 0;
            return executors >= driver;
        }
    }

    /// <summary>Takes the time of an evaluation into account.</summary>
    public void Took(bool onExecutors, long offsets, TimeSpan time)
    {
        lock (_guard)
        {
            if (onExecutors)
                _measuredExecutors = Executors.After(offsets, time.TotalMilliseconds);
            else
                _driver = _driver.After(offsets, time.TotalMilliseconds);
        }
    }
}
