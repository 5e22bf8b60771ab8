namespace Analytics.Contracts;

/// <summary>
/// The columns whose least and greatest values Delta writes to the log of a table. The log outlives the files, so no column that may hold
/// personal data is among them. Readers skip files by these columns.
/// </summary>
public static class LakeStatistics
{
    /// <summary>The table property that names the columns; also an option of the write that creates the table.</summary>
    public const string Property = "delta.dataSkippingStatsColumns";

    /// <summary>The property with the time from which an older table's log holds no other columns; absent if it never did.</summary>
    public const string LimitedAtProperty = "analytics.statisticsLimitedAt";

    /// <summary>The setting of a Spark session with which other tables get no such values at all.</summary>
    public const string NoneByDefault = "spark.databricks.delta.properties.defaults.dataSkippingNumIndexedCols";

    public const string Events = "received_at,occurred_at,source,topic,partition,offset";
    public const string Rejected = "received_at,source,code,topic,partition,offset";

    /// <summary>The columns of the tables of batch jobs that are about persons.</summary>
    public const string Derived = "source";

    /// <summary>Returns the statement that limits the statistics of a table that was created without the property.</summary>
    public static string Limit(string table, string columns, DateTimeOffset now) =>
        $"ALTER TABLE delta.`{table}` SET TBLPROPERTIES ('{Property}' = '{columns}', '{LimitedAtProperty}' = '{now.UtcDateTime:O}')";
}
