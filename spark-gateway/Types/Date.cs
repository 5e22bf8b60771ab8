namespace Microsoft.Spark.Sql.Types;

/// <summary>A calendar day, years 1 to 9999.</summary>
public class Date
{
    readonly DateOnly day;

    public Date(DateTime dateTime) => day = DateOnly.FromDateTime(dateTime);

    public Date(int year, int month, int day) => this.day = new DateOnly(year, month, day);

    Date(DateOnly day) => this.day = day;

    public int Year => day.Year;

    public int Month => day.Month;

    public int Day => day.Day;

    /// <summary><c>2026-01-31</c></summary>
    public override string ToString() => day.ToString("yyyy-MM-dd");

    public override bool Equals(object? obj) => obj is Date other && other.day == day;

    public override int GetHashCode() => day.GetHashCode();

    /// <summary>Midnight, without a zone.</summary>
    public DateTime ToDateTime() => day.ToDateTime(TimeOnly.MinValue);

    static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Days since 1970-01-01.</summary>
    internal int EpochDay => day.DayNumber - Epoch;

    /// <exception cref="OverflowException">Outside the years 1 to 9999.</exception>
    internal static Date OfEpochDay(int epochDay)
    {
        var number = (long)epochDay + Epoch;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? new Date(DateOnly.FromDayNumber((int)number))
            : throw new OverflowException($"A date outside the years 1 to 9999: {epochDay} days from 1970-01-01.");
    }
}
