namespace Analytics.Hosting.Web;

/// <summary>
/// The answer of a health check, of one shape for every program: status 200 or 503 for machines, and plain text for people. The first
/// line of the text is <c>ok</c> or what is wrong; details follow, a line each.
/// </summary>
/// <param name="Trouble">What is wrong, in a line; null when nothing is.</param>
/// <param name="Details">More lines, such as the state of each query.</param>
public sealed record HealthAnswer(string? Trouble, params IReadOnlyList<string> Details)
{
    /// <summary>Nothing is wrong, and there is nothing to add.</summary>
    public static HealthAnswer Ok { get; } = new(Trouble: null);

    public int Status => Trouble is null ? 200 : 503;

    public string Text => string.Concat(Details.Prepend(Trouble ?? "ok").Select(line => $"{line}\n"));
}
