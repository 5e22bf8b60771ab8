using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>
/// Rows of keys and sums to one JSON object each, by text functions alone: Spark's to_json falls out of whole-stage code. Same members as
/// to_json writes, null ones left out. The first column is never null, and no text holds control characters: the transforms see to it.
/// </summary>
static class LeanJson
{
    public static DataFrame Lines(DataFrame rows) =>
        rows.SelectExpr($"concat('{{', {string.Join(", ", rows.Schema().Fields.Select(Member))}, '}}') AS line");

    static string Member(StructField field, int at)
    {
        var value = field.DataType is StringType ? $"'\"', {Escaped(field.Name)}, '\"'" : $"CAST({field.Name} AS STRING)";
        var member = $"concat('{(at == 0 ? "" : ",")}\"{field.Name}\":', {value})";
        return field.IsNullable && at > 0 ? $"coalesce({member}, '')" : member;
    }

    static string Escaped(string text) => $@"replace(replace({text}, '\\', '\\\\'), '""', '\\""')";
}
