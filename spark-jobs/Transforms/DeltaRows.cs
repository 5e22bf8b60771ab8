using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;

namespace Analytics.Transforms;

/// <summary>Reads the rows of a Delta table, as they are.</summary>
public static class DeltaRows
{
    public static DataFrame Read(SparkSession session, string table) => session.Read().Format("delta").Load(table);

    /// <returns>Null when there is no such table.</returns>
    public static DataFrame? Find(SparkSession session, string table) =>
        DeltaTable.IsDeltaTable(session, table) ? Read(session, table) : null;
}
