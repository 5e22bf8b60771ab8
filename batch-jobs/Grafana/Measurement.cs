namespace Analytics.BatchJobs.Grafana;

/// <summary>
/// One line of figures for a Live channel. With several lines of one name and time, Grafana shows one frame with a field for each set of
/// tags.
/// </summary>
/// <param name="Name">The channel is <c>stream/analytics/NAME</c>: letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="At">The time of the figures.</param>
/// <param name="Fields">Finite numbers by name. The same names each time: another set makes Grafana send the schema again.</param>
sealed record Measurement(string Name, DateTimeOffset At, IReadOnlyDictionary<string, double> Fields)
{
    /// <summary>The labels of the figures, such as the source.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
