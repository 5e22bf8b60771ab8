using Microsoft.Spark.Sql;

namespace Analytics.Transforms;

/// <summary>Reads the properties of a Delta table.</summary>
public static class TableProperties
{
    /// <param name="session">The session.</param>
    /// <param name="table">The table's path.</param>
    public static IReadOnlyDictionary<string, string> Of(SparkSession session, string table) =>
        session.Sql($"SHOW TBLPROPERTIES delta.`{table}`").Collect().ToDictionary(row => row.GetAs<string>(0), row => row.GetAs<string>(1));
}
