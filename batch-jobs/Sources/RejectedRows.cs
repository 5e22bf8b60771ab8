using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sources;

/// <summary>
/// The rows of one version of <c>rejected</c> that a condition selects, numbered from 1 in the order of their places. Commits of the replay
/// itself change neither the rows nor their numbers.
/// </summary>
sealed class RejectedRows : IDisposable
{
    const string Number = "number";
    const string Skip = "skip";

    // Columns that lakes of earlier versions do not have.
    static readonly string[] _newer = ["topic_id", "channel", "privacy", "user_agent", "ip", "country", "replay_of"];

    readonly SparkSession _session;
    readonly string _table;
    readonly DataFrame _selected;
    readonly DataFrame _numbered;

    /// <param name="where">A condition in Spark SQL; a wrong one throws the JVM's exception.</param>
    /// <param name="again">True to select also rows that were replayed before.</param>
    public RejectedRows(SparkSession session, string table, string where, bool again)
    {
        (_session, _table) = (session, table);
        var rows = Read(session, table).Where(where);
        _selected = rows.WithColumn(Skip, Expr(Reason(again)));
        _numbered = _selected
            .Where($"{Skip} IS NULL")
            .WithColumn(Number, Expr("row_number() OVER (ORDER BY topic, coalesce(topic_id, ''), partition, offset)"))
            .Persist();
    }

    /// <summary>The number of rows that can be replayed.</summary>
    public long Count() => _numbered.Count();

    /// <summary>Returns the number of rows that can be replayed, by code.</summary>
    public IReadOnlyList<(string Code, long Rows)> ByCode() => Counted(_numbered, "code");

    /// <summary>Returns the number of rows that cannot be replayed, by reason.</summary>
    public IReadOnlyList<(string Reason, long Rows)> Skipped() => Counted(_selected.Where($"{Skip} IS NOT NULL"), Skip);

    /// <summary>Returns the rows numbered from <paramref name="first"/>, at most <paramref name="count"/>.</summary>
    public IReadOnlyList<RejectedRow> From(long first, long count) =>
        [
            .. _numbered
                .Where($"{Number} >= {first} AND {Number} < {first + count}")
                .OrderBy(Number)
                .SelectExpr(RejectedRow.Columns)
                .Collect()
                .Select(RejectedRow.Of),
        ];

    /// <summary>Returns those of the rows that the table still has: erase or compact may have removed others since.</summary>
    public IReadOnlyList<RejectedRow> Present(IReadOnlyList<RejectedRow> chunk)
    {
        if (chunk.Count == 0)
            return chunk;

        var days = string.Join(", ", chunk.Select(row => row.Day).Distinct().Select(day => $"DATE '{day}'"));
        var table = DeltaRows.Read(_session, _table);
        var topicId = table.Columns().Contains("topic_id") ? "coalesce(topic_id, '')" : "''";
        var places = chunk.Select(row => new JsonObject { ["place"] = row.Place.ToString() });
        var present = table
            .Where($"received_date IN ({days})")
            .SelectExpr($"concat_ws('/', {topicId}, topic, partition, offset) AS place")
            .Join(DriverRows.Of(_session, "place STRING", places), ["place"], "left_semi")
            .Collect()
            .Select(row => row.GetAs<string>(0))
            .ToHashSet(StringComparer.Ordinal);
        return [.. chunk.Where(row => present.Contains(row.Place.ToString()))];
    }

    public void Dispose() => _numbered.Unpersist();

    static DataFrame Read(SparkSession session, string table)
    {
        var version = DeltaTable.ForPath(session, table).History(1).Select("version").Collect().Single().GetAs<long>(0);
        var rows = session.Read().Format("delta").Option("versionAsOf", version).Load(table);
        var known = rows.Columns().ToHashSet();
        foreach (var name in _newer.Where(name => !known.Contains(name)))
            rows = rows.WithColumn(name, Expr("CAST(NULL AS STRING)"));

        foreach (var (name, type) in ReplayColumns.All.Where(column => !known.Contains(column.Key)))
            rows = rows.WithColumn(name, Expr($"CAST(NULL AS {type})"));

        return rows;
    }

    static string Reason(bool again) =>
        $"""
            CASE WHEN replay_result <> '{ReplayColumns.Sent}' AND NOT {(
                again ? "true" : "false"
            )} THEN 'replayed before (--again sends them again)'
                 WHEN stage <> 'collector' OR source IS NULL THEN 'rejected by streaming, not a client''s event'
                 WHEN original_encoding = '{RejectedEvent.Withheld}' THEN 'the original was not stored (withheld)'
                 WHEN original_encoding = '{RejectedEvent.Cut}' THEN 'the original was too large to be kept whole'
                 WHEN original_encoding <> 'utf8' THEN 'the original is not UTF-8'
                 WHEN code IN ('{RejectionCodes.Unparsable}', '{RejectionCodes.NotAnObject}') THEN 'the original is no JSON object'
            END
            """;

    static List<(string, long)> Counted(DataFrame rows, string column) =>
        [.. rows.GroupBy(column).Count().OrderBy(column).Collect().Select(row => (row.GetAs<string>(0), row.GetAs<long>(1)))];
}
