using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sinks;

/// <summary>Turns sessions into rows of staging.sessions: revenue becomes a JSON object.</summary>
static class StagedSessions
{
    public static DataFrame Of(DataFrame sessions) => sessions.WithColumn("revenue", Expr("to_json(revenue)"));
}
