using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>
/// Converts each row of keys and sums to a JSON object by text functions, since whole-stage code does not support Spark's to_json. The
/// members are those of to_json, without nulls. The transforms ensure that the first column is not null and no text has control characters.
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
