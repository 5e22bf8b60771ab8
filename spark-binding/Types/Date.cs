using System.Globalization;

namespace Microsoft.Spark.Sql.Types;

/// <summary>A calendar day, years 1 to 9999.</summary>
public class Date
{
    readonly DateOnly _day;

    public Date(DateTime dateTime) => _day = DateOnly.FromDateTime(dateTime);

    public Date(int year, int month, int day) => _day = new DateOnly(year, month, day);

    Date(DateOnly day) => _day = day;

    public int Year => _day.Year;

    public int Month => _day.Month;

    public int Day => _day.Day;

    /// <summary>Formats the day as <c>2026-01-31</c>, in every culture.</summary>
    public override string ToString() => _day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public override bool Equals(object? obj) => obj is Date other && other._day == _day;

    public override int GetHashCode() => _day.GetHashCode();

    /// <summary>Returns midnight of the day, without a zone.</summary>
    public DateTime ToDateTime() => _day.ToDateTime(TimeOnly.MinValue);

    static readonly int _epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The days since 1970-01-01.</summary>
    internal int EpochDay => _day.DayNumber - _epoch;

    /// <exception cref="OverflowException">The day is outside the years 1 to 9999.</exception>
    internal static Date OfEpochDay(int epochDay)
    {
        var number = (long)epochDay + _epoch;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? new Date(DateOnly.FromDayNumber((int)number))
            : throw new OverflowException($"A date outside the years 1 to 9999: {epochDay} days from 1970-01-01.");
    }
}
