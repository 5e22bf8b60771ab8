namespace Microsoft.Spark.Sql;

/// <content>Dates and times. Formats are Java's DateTimeFormatter patterns; hours and days are in the session's time zone.</content>
public static partial class Functions
{
    /// <summary>The date on which the query, or the batch, started.</summary>
    public static Column CurrentDate() => Of("current_date");

    /// <summary>The time at which the query, or the batch, started.</summary>
    public static Column CurrentTimestamp() => Of("current_timestamp");

    public static Column AddMonths(Column startDate, int numMonths) => Of("add_months", startDate, numMonths);

    public static Column AddMonths(Column startDate, Column numMonths) => Of("add_months", startDate, numMonths);

    public static Column DateAdd(Column start, int days) => Of("date_add", start, days);

    public static Column DateAdd(Column start, Column days) => Of("date_add", start, days);

    public static Column DateSub(Column start, int days) => Of("date_sub", start, days);

    public static Column DateSub(Column start, Column days) => Of("date_sub", start, days);

    /// <summary>The number of days from start to end.</summary>
    public static Column DateDiff(Column end, Column start) => Of("datediff", end, start);

    public static Column DateFormat(Column dateExpr, string format) => Of("date_format", dateExpr, format);

    /// <summary>
    /// A timestamp truncated to <c>year</c>, <c>month</c>, <c>week</c>, <c>day</c>, <c>hour</c>, <c>minute</c>, <c>second</c>, ...
    /// </summary>
    public static Column DateTrunc(string format, Column column) => Of("date_trunc", format, column);

    /// <summary>A date truncated to <c>year</c>, <c>quarter</c>, <c>month</c> or <c>week</c>.</summary>
    public static Column Trunc(Column column, string format) => Of("trunc", column, format);

    public static Column Year(Column column) => Of("year", column);

    public static Column Quarter(Column column) => Of("quarter", column);

    public static Column Month(Column column) => Of("month", column);

    /// <summary>The day of the week: 1 is Sunday.</summary>
    public static Column DayOfWeek(Column column) => Of("dayofweek", column);

    public static Column DayOfMonth(Column column) => Of("dayofmonth", column);

    public static Column DayOfYear(Column column) => Of("dayofyear", column);

    public static Column Hour(Column column) => Of("hour", column);

    public static Column Minute(Column column) => Of("minute", column);

    public static Column Second(Column column) => Of("second", column);

    /// <summary>The week of the year by ISO 8601.</summary>
    public static Column WeekOfYear(Column column) => Of("weekofyear", column);

    /// <summary>The last day of the month.</summary>
    public static Column LastDay(Column column) => Of("last_day", column);

    public static Column MonthsBetween(Column end, Column start) => Of("months_between", end, start);

    public static Column MonthsBetween(Column end, Column start, bool roundOff) => Of("months_between", end, start, roundOff);

    /// <summary>The first date after the given one that is the weekday, such as <c>Mon</c>.</summary>
    public static Column NextDay(Column date, string dayOfWeek) => Of("next_day", date, dayOfWeek);

    public static Column NextDay(Column date, Column dayOfWeek) => Of("next_day", date, dayOfWeek);

    /// <summary>Formats seconds since 1970 as text.</summary>
    public static Column FromUnixTime(Column column) => Of("from_unixtime", column);

    public static Column FromUnixTime(Column column, string format) => Of("from_unixtime", column, format);

    /// <summary>The seconds since 1970.</summary>
    public static Column UnixTimestamp() => Of("unix_timestamp");

    public static Column UnixTimestamp(Column column) => Of("unix_timestamp", column);

    public static Column UnixTimestamp(Column column, string format) => Of("unix_timestamp", column, format);

    /// <summary>Converts seconds since 1970 to a timestamp.</summary>
    public static Column TimestampSeconds(Column column) => Of("timestamp_seconds", column);

    /// <summary>Parses a timestamp; null when the text is not one (an error in ANSI mode).</summary>
    public static Column ToTimestamp(Column column) => Of("to_timestamp", column);

    public static Column ToTimestamp(Column column, string format) => Of("to_timestamp", column, format);

    /// <summary>Parses a date; null when the text is not one (an error in ANSI mode).</summary>
    public static Column ToDate(Column column) => Of("to_date", column);

    public static Column ToDate(Column column, string format) => Of("to_date", column, format);

    public static Column FromUtcTimestamp(Column column, string tz) => Of("from_utc_timestamp", column, tz);

    public static Column FromUtcTimestamp(Column column, Column tz) => Of("from_utc_timestamp", column, tz);

    public static Column ToUtcTimestamp(Column column, string tz) => Of("to_utc_timestamp", column, tz);

    public static Column ToUtcTimestamp(Column column, Column tz) => Of("to_utc_timestamp", column, tz);
}
