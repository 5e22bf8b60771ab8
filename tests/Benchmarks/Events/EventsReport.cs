using System.Text.Json.Serialization;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Events;

/// <summary>The cost of one step of an event.</summary>
/// <param name="Error">The standard error of the mean, in nanoseconds.</param>
sealed record EventStep(string Name, double Nanoseconds, double Error, long AllocatedBytes);

/// <param name="Steps">The steps in the order of the event; the last is the sum of all.</param>
sealed record EventsReport(DateTimeOffset At, Machine Machine, IReadOnlyList<EventStep> Steps);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(EventsReport))]
sealed partial class EventsJson : JsonSerializerContext;
