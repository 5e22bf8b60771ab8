using System.Globalization;
using System.Text.RegularExpressions;

namespace Analytics.Contracts;

/// <summary>
/// The time for which the log of a table of the lake keeps its commits. The list of the table's files stays in the log's checkpoints.
/// </summary>
public static partial class LakeLog
{
    /// <summary>The table property; also an option of the write that creates the table.</summary>
    public const string RetentionProperty = "delta.logRetentionDuration";

    /// <summary>
    /// The property with which Delta leaves expired commits alone. It would remove the checkpoint that a younger version needs, and after
    /// many commits of maintenance the last one of the archive, which has its offsets: only the archive removes them.
    /// </summary>
    public const string CleanupProperty = "delta.enableExpiredLogCleanup";

    /// <summary>The retention in tables that the archive writes: as long as a batch job may run, by default.</summary>
    public const string Retention = "interval 6 hours";

    /// <summary>The longest time for which an expired commit stays, while commits are frequent.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromDays(1);

    static readonly TimeSpan _default = TimeSpan.FromDays(30);
    static readonly TimeSpan _longest = TimeSpan.FromDays(10_000);

    /// <summary>
    /// Returns the retention of a table with this value of the property: Delta's default without one, null for a text such as
    /// <c>interval 1 month</c> whose length is not known.
    /// </summary>
    public static TimeSpan? Of(string? retention)
    {
        if (string.IsNullOrEmpty(retention))
            return _default;

        var interval = Interval().Match(retention);
        if (!interval.Success)
            return null;

        var hours = interval
            .Groups[1]
            .Captures.Zip(interval.Groups[2].Captures, (count, unit) =>
                double.Parse(count.Value, CultureInfo.InvariantCulture) * HoursOf(char.ToUpperInvariant(unit.Value[0]))
            );
        return TimeSpan.FromHours(Math.Min(hours.Sum(), _longest.TotalHours));
    }

    static double HoursOf(char unit) =>
        unit switch
        {
            'M' => 1.0 / 60,
            'H' => 1,
            'D' => 24,
            _ => 7 * 24,
        };

    [GeneratedRegex(@"\A\s*interval(?:\s+(\d{1,9})\s+(minute|hour|day|week)s?)+\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Interval();
}
