using Analytics.Contracts;

namespace Contracts.Tests;

public sealed class SparkSchemaTests
{
    [Fact]
    public void Gives_every_kind_of_member_its_spark_type()
    {
        Assert.StartsWith("event_id STRING, source STRING, channel STRING, type STRING, name STRING", SparkSchema.Event);
        Assert.Contains("occurred_at TIMESTAMP", SparkSchema.Event);
        Assert.Contains("revenue DECIMAL(18,4)", SparkSchema.Event);
        Assert.Contains("is_bot BOOLEAN", SparkSchema.Event);
        Assert.Contains("properties STRING, context STRING, warnings ARRAY<STRING>", SparkSchema.Event);
        Assert.Contains("reasons ARRAY<STRUCT<code: STRING", SparkSchema.Rejected);
    }

    [Fact]
    public void Selects_columns_in_the_order_asked_for() =>
        Assert.Equal("name STRING, revenue DECIMAL(18,4)", SparkSchema.EventColumns("name", "revenue"));

    [Fact]
    public void Refuses_a_column_that_no_event_has() => Assert.Throws<ArgumentException>(() => SparkSchema.EventColumns("nam"));
}
