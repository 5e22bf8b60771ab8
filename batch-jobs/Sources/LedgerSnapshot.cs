using Analytics.Contracts;
using Analytics.Transforms;
using Npgsql;

namespace Analytics.BatchJobs.Sources;

/// <summary>The ledger at one moment: the offsets below which the live numbers hold every row.</summary>
/// <param name="LiveMetrics">The positions of the live query.</param>
/// <param name="HistoricalMetrics">The positions of the query that counts historical events; empty while it does not run.</param>
/// <param name="RejectedCounts">The positions of the query that counts the rejected topic.</param>
/// <param name="Sessions">The positions of the query that counts the dimensions of new events; empty while it does not run.</param>
sealed record LedgerSnapshot(
    IReadOnlyList<Position> LiveMetrics,
    IReadOnlyList<Position> HistoricalMetrics,
    IReadOnlyList<Position> RejectedCounts,
    IReadOnlyList<Position> Sessions
)
{
    /// <summary>The queries of which <c>warehouse.copy_live_day</c> returns the positions.</summary>
    static readonly string[] _queries =
    [
        QueryNames.LiveMetrics,
        QueryNames.HistoricalMetrics,
        QueryNames.RejectedCounts,
        QueryNames.Sessions,
    ];

    /// <summary>The positions of the queries that count events.</summary>
    IEnumerable<Position> Events => LiveMetrics.Concat(HistoricalMetrics);

    /// <summary>The positions of the queries that count dimensions.</summary>
    IEnumerable<Position> Dimensions => Sessions.Concat(HistoricalMetrics);

    /// <summary>True before any query has counted an event.</summary>
    public bool IsEmpty => !Events.Any();

    /// <summary>True once a query has counted dimensions.</summary>
    public bool HasDimensions => Dimensions.Any();

    /// <summary>The condition that a row of the lake's events is counted.</summary>
    public string CountedEvents => Position.Before(Events);

    /// <summary>The condition that the dimensions of a row of the lake's events are counted: their query may be behind or ahead.</summary>
    public string CountedDimensions => Position.Before(Dimensions);

    /// <summary>The condition that a row of the lake's events, or its dimensions, are counted.</summary>
    public string Counted => CountedEvents == CountedDimensions ? CountedEvents : $"({CountedEvents}) OR ({CountedDimensions})";

    /// <summary>
    /// The condition that a row of the lake's rejected events is counted: by a query of events or from the rejected topic.
    /// </summary>
    public string CountedRejected => Position.Before(Events.Concat(RejectedCounts));

    /// <summary>The condition that a row's event counts per second too, and may be late: a historical one does neither.</summary>
    public string IsInSeconds => HistoricalMetrics.Count == 0 ? "true" : $"topic NOT IN ({Texts(HistoricalMetrics)})";

    /// <summary>
    /// The condition that a row is of a topic whose events are counted, wherever the query is: the live topic is, and another one for which
    /// a query has positions.
    /// </summary>
    public string IsOfCountedTopic => HistoricalMetrics.Count == 0 ? LiveTopic : $"({LiveTopic} OR topic IN ({Texts(HistoricalMetrics)}))";

    const string LiveTopic = "topic LIKE '%.events'";

    /// <param name="rows">Query, topic, partition, topic id and next offset of each position.</param>
    public static LedgerSnapshot Of(IReadOnlyList<(string Query, Position Position)> rows)
    {
        var positions = rows.ToLookup(row => row.Query, row => row.Position);
        return new([.. positions[_queries[0]]], [.. positions[_queries[1]]], [.. positions[_queries[2]]], [.. positions[_queries[3]]]);
    }

    /// <summary>Reads the positions of the queries that count events now.</summary>
    public static async Task<LedgerSnapshot> OfEventsAsync(NpgsqlDataSource warehouse, CancellationToken stopping)
    {
        var rows = new List<(string, Position)>();
        foreach (var query in (string[])[QueryNames.LiveMetrics, QueryNames.HistoricalMetrics])
        {
            await using var command = warehouse.CreateCommand(
                $"SELECT topic, partition, topic_id, next_offset FROM {WarehouseFunctions.LedgerPositions}($1)"
            );
            command.Parameters.Add(new() { Value = query });
            await using var reader = await command.ExecuteReaderAsync(stopping);
            while (await reader.ReadAsync(stopping))
                rows.Add((query, new(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt64(3))));
        }

        return Of(rows);
    }

    static string Texts(IEnumerable<Position> positions) =>
        string.Join(", ", positions.Select(position => $"'{position.Topic}'").Distinct());

    /// <summary>Returns a sentence for each partition that the lake does not hold up to here.</summary>
    /// <param name="ends">The lake's ends; null when it has none.</param>
    public IReadOnlyList<string> NotIn(LakeEnds? ends)
    {
        var held = (ends?.Positions ?? []).ToDictionary(end => (end.Topic, end.Partition));
        return
        [
            .. Farthest
                .Where(position => position.Next > 0 && !Holds(held.GetValueOrDefault((position.Topic, position.Partition)), position))
                .Select(position =>
                    $"{position.Topic}-{position.Partition}: counted up to {position.Next}, the lake "
                    + Words(held.GetValueOrDefault((position.Topic, position.Partition)), position)
                ),
        ];
    }

    // Two queries count the events of one partition.
    IEnumerable<Position> Farthest =>
        Events
            .Concat(RejectedCounts)
            .Concat(Sessions)
            .GroupBy(position => (position.Topic, position.Partition, position.TopicId))
            .Select(partition => partition.MaxBy(position => position.Next)!);

    static bool Holds(Position? end, Position counted) => end is not null && end.TopicId == counted.TopicId && end.Next >= counted.Next;

    static string Words(Position? end, Position counted) =>
        end is null ? "has nothing of it"
        : end.TopicId != counted.TopicId ? $"is in another topic of that name ({end.TopicId}, not {counted.TopicId})"
        : $"up to {end.Next}";
}
