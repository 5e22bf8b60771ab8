using Microsoft.Spark.Sql.Types;

namespace SparkBinding.Tests.Types;

public sealed class TimesTests
{
    [Fact]
    public void A_timestamp_keeps_microseconds_and_cuts_what_is_below()
    {
        var time = new Timestamp(new DateTime(2026, 1, 31, 23, 59, 59, DateTimeKind.Utc).AddTicks(1_234_567));

        Assert.Equal("2026-01-31 23:59:59.123456Z", time.ToString());
        Assert.Equal(123_456, time.Microsecond);
        Assert.Equal(new Timestamp(2026, 1, 31, 23, 59, 59, 123_456), time);
    }

    [Theory]
    [InlineData(0, "1970-01-01 00:00:00.000000Z")]
    [InlineData(-1, "1969-12-31 23:59:59.999999Z")]
    [InlineData(253402300799999999, "9999-12-31 23:59:59.999999Z")]
    [InlineData(-62135596800000000, "0001-01-01 00:00:00.000000Z")]
    public void Timestamps_count_microseconds_from_1970(long microseconds, string text)
    {
        Assert.Equal(text, Timestamp.OfEpochMicroseconds(microseconds).ToString());
        Assert.Equal(microseconds, Timestamp.OfEpochMicroseconds(microseconds).EpochMicroseconds);
    }

    [Fact]
    public void What_NET_has_no_year_for_is_an_overflow()
    {
        Assert.Throws<OverflowException>(() => Timestamp.OfEpochMicroseconds(long.MaxValue));
        Assert.Throws<OverflowException>(() => Timestamp.OfEpochMicroseconds(long.MinValue));
        Assert.Throws<OverflowException>(() => Date.OfEpochDay(int.MaxValue));
        Assert.Throws<OverflowException>(() => Date.OfEpochDay(int.MinValue));
    }

    [Fact]
    public void Dates_count_days_from_1970() =>
        Assert.Equal((new Date(1969, 12, 31), 1), (Date.OfEpochDay(-1), new Date(1970, 1, 2).EpochDay));
}
