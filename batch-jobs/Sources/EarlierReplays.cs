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
    const string Schema = "place STRING, day STRING, id STRING, source STRING, channel STRING";

    /// <param name="inDoubt">The rows of which a run did not note the outcome.</param>
    /// <returns>The results by place; a row that is not in the lake has none.</returns>
    public static IReadOnlyDictionary<RowPlace, string> Find(SparkSession session, LakeFolder lake, IReadOnlyList<RejectedRow> inDoubt)
    {
        if (inDoubt.Count == 0)
            return new Dictionary<RowPlace, string>();

        var sent = DriverRows.Of(
            session,
            Schema,
            inDoubt.Select(row => new JsonObject
            {
                ["place"] = row.Place.ToString(),
                ["day"] = row.Day,
                ["id"] = row.SentId,
                ["source"] = row.Event.Source,
                ["channel"] = row.Event.Channel,
            })
        );
        sent.CreateOrReplaceTempView("replay_sent");
        var places = inDoubt.ToDictionary(row => row.Place.ToString(), row => row.Place);
        var found = new Dictionary<RowPlace, string>();
        foreach (var (place, result) in Rejected(session, lake.Rejected).Concat(Accepted(session, lake.Events)))
            found[places[place]] = result;

        return found;
    }

    // The event keeps its first receipt, so it is in the partition of that day.
    static IEnumerable<(string, string)> Accepted(SparkSession session, string table) =>
        !DeltaTable.IsDeltaTable(session, table)
            ? []
            : Results(
                session.Sql(
                    $"""
                    SELECT DISTINCT sent.place, '{ReplayColumns.Accepted}'
                    FROM delta.`{table}` AS event JOIN replay_sent AS sent
                    ON event.received_date = CAST(sent.day AS DATE) AND event.event_id = sent.id AND event.source = sent.source
                    {(Has(session, table, "channel") ? "AND coalesce(event.channel, '') = sent.channel" : "")}
                    """
                )
            );

    static IEnumerable<(string, string)> Rejected(SparkSession session, string table) =>
        !Has(session, table, "replay_of")
            ? []
            : Results(
                session.Sql(
                    $"""
                    SELECT sent.place, min(again.code)
                    FROM delta.`{table}` AS again JOIN replay_sent AS sent
                    ON again.received_date = CAST(sent.day AS DATE) AND again.replay_of = sent.place
                    GROUP BY sent.place
                    """
                )
            );

    static bool Has(SparkSession session, string table, string column) => DeltaRows.Read(session, table).Columns().Contains(column);

    static IEnumerable<(string, string)> Results(DataFrame rows) =>
        rows.Collect().Select(row => (row.GetAs<string>(0), row.GetAs<string>(1)));
}
