using Analytics.Contracts;

namespace Analytics.Transforms;

/// <summary>Spark SQL expressions for the times that every sink can store; see <see cref="EventTimes"/>.</summary>
static class StorableTimes
{
    static readonly string _earliest = Literal(EventTimes.EarliestStorable);
    static readonly string _latest = Literal(EventTimes.LatestStorable);

    public static string Literal(DateTimeOffset time) => $"TIMESTAMP '{time:yyyy-MM-dd HH:mm:ss.fff}Z'";

    /// <summary>Returns an expression that is true when the time is not null and some sink can't store it.</summary>
    public static string Not(string time) => $"coalesce({time} NOT BETWEEN {_earliest} AND {_latest}, false)";

    /// <summary>Returns an expression for the nearest storable time.</summary>
    public static string Nearest(string time) => $"least(greatest({time}, {_earliest}), {_latest})";
}
