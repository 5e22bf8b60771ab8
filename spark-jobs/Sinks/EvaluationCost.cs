namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// The estimated time of one kind of evaluation: a part for each batch and a part for each offset, by the batches before. A batch that took
/// another time than estimated changes each part by its share of the estimate, so batches of one size leave both parts positive.
/// </summary>
/// <param name="Fixed">The milliseconds of a batch without offsets.</param>
/// <param name="PerOffset">The milliseconds of an offset.</param>
readonly record struct EvaluationCost(double Fixed, double PerOffset)
{
    /// <summary>The weight of a batch that was slower than estimated, and of one that was faster: only slowness has other causes.</summary>
    const double Slower = 0.25,
        Faster = 0.5;

    /// <summary>The most by which a batch counts as slower than estimated: a stall says nothing about the next batch.</summary>
    const double MostRatio = 4;

    public double Of(long offsets) => Fixed + (PerOffset * offsets);

    /// <summary>Returns the estimate after a batch of so many offsets took so many milliseconds.</summary>
    public EvaluationCost After(long offsets, double took)
    {
        var estimated = Of(offsets);
        var ratio = Math.Min(took / estimated, MostRatio);
        var change = (ratio > 1 ? Slower : Faster) * (ratio - 1);
        return new(Fixed * (1 + (change * Fixed / estimated)), PerOffset * (1 + (change * PerOffset * offsets / estimated)));
    }
}
