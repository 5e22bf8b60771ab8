using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Sources;

/// <summary>
/// Looks in the lake for what an interrupted run sent: the event by its identity, or the rejected event by the place that it names.
/// </summary>
static class EarlierReplays
{
    const string Schema = "place STRING, day STRING, id STRING, source STRING, channel STRING, rejections BIGINT";
    const string View = "replay_sent";

    /// <param name="inDoubt">The rows of which a run did not note the outcome.</param>
    /// <returns>The results by place; a row that is not in the lake has none.</returns>
    public static IReadOnlyDictionary<RowPlace, string> Find(SparkSession session, LakeFolder lake, IReadOnlyList<RejectedRow> inDoubt)
    {
        var found = new Dictionary<RowPlace, string>();
        if (inDoubt.Count == 0)
            return found;

        var places = Place(session, inDoubt);
        foreach (var (place, result) in Rejected(session, lake.Rejected).Concat(Accepted(session, lake.Events)))
            found[places[place]] = result;

        return found;
    }

    /// <summary>Returns the number of rows that replays of each row have made; a row without any is not among them.</summary>
    public static IReadOnlyDictionary<RowPlace, long> Rejections(SparkSession session, LakeFolder lake, IReadOnlyList<RejectedRow> rows)
    {
        if (rows.Count == 0 || !Has(session, lake.Rejected, "replay_of"))
            return new Dictionary<RowPlace, long>();

        var places = Place(session, rows);
        return session
            .Sql(Again(lake.Rejected, "count(1)", ""))
            .Collect()
            .ToDictionary(row => places[row.GetAs<string>(0)], row => row.GetAs<long>(1));
    }

    static Dictionary<string, RowPlace> Place(SparkSession session, IReadOnlyList<RejectedRow> rows)
    {
        var sent = DriverRows.Of(
            session,
            Schema,
            rows.Select(row => new JsonObject
            {
                ["place"] = row.Place.ToString(),
                ["day"] = row.Day,
                ["id"] = row.SentId,
                ["source"] = row.Event.Source,
                ["channel"] = row.Event.Channel,
                ["rejections"] = row.Rejections,
            })
        );
        sent.CreateOrReplaceTempView(View);
        return rows.ToDictionary(row => row.Place.ToString(), row => row.Place);
    }

    // The event keeps its first receipt, so it is in the partition of that day.
    static IEnumerable<(string, string)> Accepted(SparkSession session, string table) =>
        !DeltaTable.IsDeltaTable(session, table)
            ? []
            : Results(
                session.Sql(
                    $"""
                    SELECT DISTINCT sent.place, '{ReplayColumns.Accepted}'
                    FROM delta.`{table}` AS event JOIN {View} AS sent
                    ON event.received_date = CAST(sent.day AS DATE) AND event.event_id = sent.id AND event.source = sent.source
                    {(Has(session, table, "channel") ? "AND coalesce(event.channel, '') = sent.channel" : "")}
                    """
                )
            );

    // Those beyond the rows of earlier replays; the newest of them has the outcome.
    static IEnumerable<(string, string)> Rejected(SparkSession session, string table) =>
        !Has(session, table, "replay_of")
            ? []
            : Results(session.Sql(Again(table, "max_by(again.code, again.offset)", "HAVING count(1) > sent.rejections")));

    static string Again(string table, string value, string having) =>
        $"""
            SELECT sent.place, {value}
            FROM delta.`{table}` AS again JOIN {View} AS sent
            ON again.received_date = CAST(sent.day AS DATE) AND again.replay_of = sent.place
            GROUP BY sent.place, sent.rejections
            {having}
            """;

    static bool Has(SparkSession session, string table, string column) => DeltaRows.Read(session, table).Columns().Contains(column);

    static IEnumerable<(string, string)> Results(DataFrame rows) =>
        rows.Collect().Select(row => (row.GetAs<string>(0), row.GetAs<string>(1)));
}
