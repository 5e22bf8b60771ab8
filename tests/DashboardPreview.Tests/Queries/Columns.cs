using Analytics.DashboardPreview.Frames;

namespace DashboardPreview.Tests.Queries;

/// <summary>Reads the columns of a panel's frame.</summary>
static class Columns
{
    public static IReadOnlyList<double?> Numbers(this Frame frame, string name) =>
        [.. frame.Fields.Single(field => field.Name == name).Values.Select(value => value as double?)];

    public static IReadOnlyList<string?> Texts(this Frame frame, string name) =>
        [.. frame.Fields.Single(field => field.Name == name).Values.Select(value => value as string)];

    /// <summary>The UTC days of a time column.</summary>
    public static IReadOnlyList<DateOnly> Days(this Frame frame, string name) =>
        [
            .. frame
                .Numbers(name)
                .Select(time => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds((long)time!.Value).UtcDateTime)),
        ];

    public static bool Near(double? a, double? b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) < 1e-6;
}
