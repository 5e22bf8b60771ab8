namespace Analytics.Hosting.Web;

/// <summary>
/// The answer of a health check, of one shape for every program: status 200 or 503 for machines, and plain text for people. The first
/// line of the text is <c>ok</c> or what is wrong; details follow, a line each.
/// </summary>
/// <param name="UnhealthyReason">What is wrong, in a line; null when nothing is.</param>
/// <param name="Details">More lines, such as the state of each query.</param>
public sealed record HealthAnswer(string? UnhealthyReason, params IReadOnlyList<string> Details)
{
    /// <summary>Nothing is wrong, and there is nothing to add.</summary>
    public static HealthAnswer Ok { get; } = new(UnhealthyReason: null);

    public int Status => UnhealthyReason is null ? 200 : 503;

    public string Text => string.Concat(Details.Prepend(UnhealthyReason ?? "ok").Select(line => $"{line}\n"));
}
