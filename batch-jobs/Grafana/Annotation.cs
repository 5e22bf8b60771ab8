using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.BatchJobs.Grafana;

/// <summary>A region on the time axis of the dashboards: what a run did to the figures of a time.</summary>
/// <param name="From">The begin of the region.</param>
/// <param name="To">The end of the region.</param>
/// <param name="Text">What changed by how much, or that nothing changed.</param>
/// <param name="Tags">Tags in addition to <see cref="Tag"/>, the job and <c>run:ID</c>.</param>
sealed record Annotation(DateTimeOffset From, DateTimeOffset To, string Text, params IReadOnlyList<string> Tags)
{
    /// <summary>The tag of every annotation. The dashboards ask for it together with the name of a job.</summary>
    public const string Tag = "analytics";

    /// <summary>The tag of a run that changed figures.</summary>
    public const string Changed = "changed";

    /// <summary>Returns the region of UTC days, the last one included.</summary>
    public static Annotation OfDays(DateOnly first, DateOnly last, string text, params IReadOnlyList<string> tags) =>
        new(Midnight(first), Midnight(last.AddDays(1)), text, tags);

    /// <summary>Returns the tag by which the annotation of a run is found again.</summary>
    public static string RunTag(string runId) => $"run:{runId}";

    /// <summary>Returns the body of Grafana's request; times are in milliseconds.</summary>
    public string ToJson(string job, string runId) =>
        JsonSerializer.Serialize(
            new Body(From.ToUnixTimeMilliseconds(), To.ToUnixTimeMilliseconds(), [Tag, job, RunTag(runId), .. Tags], Text)
        );

    static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    sealed record Body(
        [property: JsonPropertyName("time")] long Time,
        [property: JsonPropertyName("timeEnd")] long TimeEnd,
        [property: JsonPropertyName("tags")] IReadOnlyList<string> Tags,
        [property: JsonPropertyName("text")] string Text
    );
}
