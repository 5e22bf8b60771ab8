namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Chooses for each batch of a query the evaluation that is estimated to be faster: near, in this process and without a shuffle, or far,
/// over all executors. It lives as long as the process, so that a restarted query knows what batches cost.
/// </summary>
sealed class EvaluationChoice
{
    /// <summary>
    /// The share of the time that may be spent on the evaluation that seems slower, since an estimate is only renewed by use.
    /// </summary>
    const double Trial = 0.01;

    /// <summary>The milliseconds that a batch far is expected to take longer than one near, before the first one.</summary>
    const double Start = 100;

    readonly Lock _guard = new();

    // Before the first batch: a machine of two cores. The warm-up and the first batches replace it.
    EvaluationCost _near = new(15, 0.02);
    EvaluationCost? _measuredFar;
    double _allowance;

    // What makes a batch near slow makes one far slow too: code that is not compiled yet, or a machine that others use.
    EvaluationCost Far => _measuredFar ?? new(_near.Fixed + Start, _near.PerOffset);

    /// <summary>Returns true when a batch of so many offsets is to be evaluated far.</summary>
    public bool IsFar(long offsets)
    {
        lock (_guard)
        {
            var (near, far) = (_near.Of(offsets), Far.Of(offsets));
            var (faster, slower) = (Math.Min(near, far), Math.Max(near, far));
            _allowance += Trial * faster;
            // A small batch is never tried far: it waits for executors, which may be occupied or gone.
            if (slower - faster > _allowance || (near < far && far > 2 * near))
                return far < near;

            _allowance = 0;
            return far >= near;
        }
    }

    /// <summary>Takes the time of an evaluation into account.</summary>
    public void Took(bool far, long offsets, TimeSpan time)
    {
        lock (_guard)
        {
            if (far)
                _measuredFar = Far.After(offsets, time.TotalMilliseconds);
            else
                _near = _near.After(offsets, time.TotalMilliseconds);
        }
    }
}
