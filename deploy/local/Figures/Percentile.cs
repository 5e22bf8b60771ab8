namespace Analytics.Local.Figures;

/// <summary>Percentiles by the nearest rank, which always return one of the values.</summary>
public static class Percentile
{
    /// <param name="values">The values, in any order.</param>
    /// <param name="share">0.5 for the median, 0.99, 1 for the largest; 0 for the smallest.</param>
    /// <returns>NaN when there are no values.</returns>
    public static double Of(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
