using System.Globalization;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// The input of the derived tables of a UTC day: the rows of the lake, the goals and the programs. It is a column of <c>sessions</c> and
/// <c>visitor_days</c>, so that a day whose input is unchanged is not derived again.
/// </summary>
sealed class Origin
{
    public const string Column = "derived_from";

    // A row's place never gets another event; compaction moves rows to other files, erase and retention remove them.
    const string Rows = """
        concat_ws(' ', count(1), hex(bit_xor(xxhash64(topic_id, topic, partition, offset))),
            hex(bit_xor(xxhash64(offset, partition, occurred_at, received_at)))) AS rows
        """;

    readonly BatchRun _run;
    readonly DateOnly _day;
    readonly string _input;

    /// <param name="run">The run.</param>
    /// <param name="day">The day.</param>
    /// <param name="rows">The hash of the rows around the day, of every source.</param>
    public Origin(BatchRun run, DateOnly day, string rows)
    {
        (_run, _day) = (run, day);
        _input = $"{rows}, {run.Goals.IsConversion}, {Program(typeof(Origin))} {Program(typeof(EventSql))}";
    }

    public static string HashOf(DataFrame rows) => rows.Agg(Expr(Rows)).First().GetAs<string>(0);

    /// <summary>The text of the column.</summary>
    /// <param name="sessions">The number of the day's sessions.</param>
    /// <param name="visitors">The number of its visitors.</param>
    public string Text(long sessions, long visitors) =>
        string.Create(CultureInfo.InvariantCulture, $"{sessions} sessions, {visitors} visitors, {_input}");

    /// <summary>
    /// True when the lake holds the day's derived tables, made of the same by one run. Rows that retention or erase removed since then are
    /// missed by their number.
    /// </summary>
    public bool IsOfLake() =>
        DeltaTable.IsDeltaTable(_run.Session, _run.Lake.VisitorFirst)
        && DeltaTable.IsDeltaTable(_run.Session, _run.Lake.Duplicates)
        && Made(_run.Lake.VisitorDays) is ({ } made, var visitors)
        && Made(_run.Lake.Sessions) is ({ } alike, var sessions)
        && made == alike
        && made == Text(sessions, visitors);

    // The text is null where the rows differ in it, or have none.
    (string? Text, long Rows) Made(string table)
    {
        if (!DeltaTable.IsDeltaTable(_run.Session, table) || OfDay(table) is var rows && !rows.Columns().Contains(Column))
            return (null, 0);

        var made = rows.Agg(Expr($"min({Column})"), Expr($"max({Column})"), Expr($"count({Column})"), Expr("count(1)")).First();
        var text = made.GetAs<string?>(0);
        return (text == made.GetAs<string?>(1) && made.GetAs<long>(2) == made.GetAs<long>(3) ? text : null, made.GetAs<long>(2));
    }

    /// <summary>Returns the day's rows of a derived table.</summary>
    public DataFrame OfDay(string table) => DeltaRows.Read(_run.Session, table).Where($"day = {UtcDay.Literal(_day)}");

    // A compiler that gets the same sources gives the same id.
    static string Program(Type type) => type.Module.ModuleVersionId.ToString("N");
}
