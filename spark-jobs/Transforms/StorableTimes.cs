using Analytics.Contracts;

namespace Analytics.Transforms;

/// <summary>Spark SQL expressions about the times that every sink holds; see <see cref="EventTimes"/>.</summary>
static class StorableTimes
{
    static readonly string _earliest = Literal(EventTimes.EarliestStorable);
    static readonly string _latest = Literal(EventTimes.LatestStorable);

    public static string Literal(DateTimeOffset time) => $"TIMESTAMP '{time:yyyy-MM-dd HH:mm:ss.fff}Z'";

    /// <summary>True when the time is there and some sink cannot store it.</summary>
    public static string Not(string time) => $"coalesce({time} NOT BETWEEN {_earliest} AND {_latest}, false)";

    /// <summary>The storable time that is nearest.</summary>
    public static string Nearest(string time) => $"least(greatest({time}, {_earliest}), {_latest})";
}
