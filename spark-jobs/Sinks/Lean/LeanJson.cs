using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>
/// Rows of <see cref="Transforms.LiveMetrics"/> to one JSON object each, by text functions alone: Spark's to_json falls out of
/// whole-stage code. Same members as to_json writes, null ones left out; key text holds no control characters.
/// </summary>
static class LeanJson
{
    static readonly string[] Texts = ["o", "n", "c", "d", "u", "x"];
    static readonly string[] Numbers = ["r", "a", "b"];

    static readonly string Line =
        "concat('{\"s\":', CAST(s AS STRING), ',\"e\":', CAST(e AS STRING)"
        + string.Concat(Texts.Select(name => $", ',\"{name}\":\"', replace(replace({name}, '\\\\', '\\\\\\\\'), '\"', '\\\\\"'), '\"'"))
        + string.Concat(Numbers.Select(name => $", coalesce(concat(',\"{name}\":', CAST({name} AS STRING)), '')"))
        + ", '}') AS line";

    public static DataFrame Lines(DataFrame rows) => rows.SelectExpr(Line);
}
