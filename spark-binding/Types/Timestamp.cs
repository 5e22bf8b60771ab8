using System.Globalization;

namespace Microsoft.Spark.Sql.Types;

/// <summary>An instant in UTC, to the microsecond, years 1 to 9999.</summary>
public class Timestamp
{
    readonly DateTime _instant;

    /// <summary>Converts a local time to UTC; an unspecified kind counts as UTC. Fractions of a microsecond are truncated.</summary>
    public Timestamp(DateTime dateTime)
    {
        var utc = dateTime.Kind == DateTimeKind.Local ? dateTime.ToUniversalTime() : dateTime;
        _instant = new DateTime(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }

    public Timestamp(int year, int month, int day, int hour, int minute, int second, int microsecond)
        : this(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(microsecond * TimeSpan.TicksPerMicrosecond))
    { }

    public int Year => _instant.Year;

    public int Month => _instant.Month;

    public int Day => _instant.Day;

    public int Hour => _instant.Hour;

    public int Minute => _instant.Minute;

    public int Second => _instant.Second;

    /// <summary>The microsecond of the second, 0 to 999999.</summary>
    public int Microsecond => (int)(_instant.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);

    /// <summary>Formats the instant as <c>2026-01-31 23:59:59.123456Z</c>, in every culture.</summary>
    public override string ToString() => _instant.ToString("yyyy-MM-dd HH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    public override bool Equals(object? obj) => obj is Timestamp other && other._instant == _instant;

    public override int GetHashCode() => _instant.GetHashCode();

    /// <summary>Returns the instant as <see cref="DateTimeKind.Utc"/>.</summary>
    public DateTime ToDateTime() => _instant;

    /// <summary>The microseconds since 1970-01-01T00:00Z.</summary>
    internal long EpochMicroseconds => (_instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <exception cref="OverflowException">The instant is outside the years 1 to 9999.</exception>
    internal static Timestamp OfEpochMicroseconds(long microseconds)
    {
        var ticks = (Int128)microseconds * TimeSpan.TicksPerMicrosecond + DateTime.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new Timestamp(new DateTime((long)ticks, DateTimeKind.Utc))
            : throw new OverflowException($"A timestamp outside the years 1 to 9999: {microseconds} microseconds from 1970.");
    }
}
