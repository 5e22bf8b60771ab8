using System.Text.Json.Nodes;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Sources;

/// <summary>Creates a frame from a few rows of the driver.</summary>
static class DriverRows
{
    /// <param name="schema">The columns, as DDL; a member that a row lacks is null.</param>
    public static DataFrame Of(SparkSession session, string schema, IEnumerable<JsonObject> rows) =>
        session.CreateDataFrame(rows.Select(row => row.ToJsonString())).SelectExpr($"from_json(_1, '{schema}') AS row").SelectExpr("row.*");
}
