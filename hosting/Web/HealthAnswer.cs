namespace Analytics.Hosting.Web;

/// <summary>
/// The answer of a health check, the same for every program: status 200 or 503 for machines, plain text for people. The first line of
/// the text is <c>ok</c> or the reason; one line for each detail follows.
/// </summary>
/// <param name="UnhealthyReason">The reason in one line; null when the program is healthy.</param>
/// <param name="Details">More lines, such as the state of each query.</param>
public sealed record HealthAnswer(string? UnhealthyReason, params IReadOnlyList<string> Details)
{
    /// <summary>The answer of a healthy program, without details.</summary>
    public static HealthAnswer Ok { get; } = new(UnhealthyReason: null);

    public int Status => UnhealthyReason is null ? 200 : 503;

    public string Text => string.Concat(Details.Prepend(UnhealthyReason ?? "ok").Select(line => $"{line}\n"));
}
