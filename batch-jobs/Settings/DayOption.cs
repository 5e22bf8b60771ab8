using System.CommandLine;
using System.Globalization;

namespace Analytics.BatchJobs.Settings;

/// <summary>Creates options that take a UTC day.</summary>
static class DayOption
{
    const string Format = "yyyy-MM-dd";

    public static Option<DateOnly?> Create(string name, string what) =>
        new(name)
        {
            Description = $"{what} A UTC day, {Format}.",
            CustomParser = result =>
            {
                if (DateOnly.TryParseExact(result.Tokens[0].Value, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    return day;

                result.AddError($"{name} takes a day such as 2027-01-31, not '{result.Tokens[0].Value}'.");
                return null;
            },
        };

    /// <summary>Returns days in words: <c>2026-01-30, 2026-01-31</c>.</summary>
    public static string Texts(IEnumerable<DateOnly> days) => string.Join(", ", days.Select(Text));

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}
