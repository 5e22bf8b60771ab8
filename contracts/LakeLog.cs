using System.Globalization;
using System.Text.RegularExpressions;

namespace Analytics.Contracts;

/// <summary>
/// How long the log of a table of the lake keeps its commits. What else it says, the table's files, stays in its checkpoints.
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

    /// <summary>Returns the retention of a table with this value of the property; Delta's default without one.</summary>
    public static TimeSpan Of(string? retention)
    {
        var interval = Interval().Match(retention ?? "");
        return interval.Success
            ? int.Parse(interval.Groups[1].Value, CultureInfo.InvariantCulture) * UnitOf(char.ToUpperInvariant(interval.Groups[2].Value[0]))
            : _default;
    }

    static TimeSpan UnitOf(char letter) =>
        letter switch
        {
            'H' => TimeSpan.FromHours(1),
            'D' => TimeSpan.FromDays(1),
            _ => TimeSpan.FromDays(7),
        };

    [GeneratedRegex(@"(\d+) (hour|day|week)", RegexOptions.IgnoreCase)]
    private static partial Regex Interval();
}
