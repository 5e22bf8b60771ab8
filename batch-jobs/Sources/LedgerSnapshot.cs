using Analytics.Contracts;
using Analytics.Transforms;
using Npgsql;

namespace Analytics.BatchJobs.Sources;

/// <summary>The ledger at one moment: the offsets below which the live numbers hold every row.</summary>
/// <param name="LiveMetrics">The positions of the live query.</param>
/// <param name="RejectedCounts">The positions of the query that counts the rejected topic.</param>
sealed record LedgerSnapshot(IReadOnlyList<Position> LiveMetrics, IReadOnlyList<Position> RejectedCounts)
{
    /// <summary>The condition that a row of the lake's events is counted.</summary>
    public string CountedEvents => Position.Before(LiveMetrics);

    /// <summary>The condition that a row of the lake's rejected events is counted: by the live query or from the rejected topic.</summary>
    public string CountedRejected => Position.Before(LiveMetrics.Concat(RejectedCounts));

    /// <summary>Reads the positions of the live query now.</summary>
    public static async Task<LedgerSnapshot> OfLiveMetricsAsync(NpgsqlDataSource warehouse, CancellationToken stopping)
    {
        await using var command = warehouse.CreateCommand(
            $"SELECT topic, partition, topic_id, next_offset FROM {WarehouseFunctions.LedgerPositions}($1)"
        );
        command.Parameters.Add(new() { Value = QueryNames.LiveMetrics });
        await using var reader = await command.ExecuteReaderAsync(stopping);
        var positions = new List<Position>();
        while (await reader.ReadAsync(stopping))
            positions.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt64(3)));

        return new(positions, []);
    }

    /// <summary>Returns a sentence for each partition that the lake does not hold up to here.</summary>
    /// <param name="ends">The lake's ends; null when it has none.</param>
    public IReadOnlyList<string> NotIn(LakeEnds? ends)
    {
        var held = (ends?.Positions ?? []).ToDictionary(end => (end.Topic, end.Partition));
        return
        [
            .. LiveMetrics
                .Concat(RejectedCounts)
                .Where(position => position.Next > 0 && !Holds(held.GetValueOrDefault((position.Topic, position.Partition)), position))
                .Select(position =>
                    $"{position.Topic}-{position.Partition}: counted up to {position.Next}, the lake "
                    + Words(held.GetValueOrDefault((position.Topic, position.Partition)), position)
                ),
        ];
    }

    static bool Holds(Position? end, Position counted) => end is not null && end.TopicId == counted.TopicId && end.Next >= counted.Next;

    static string Words(Position? end, Position counted) =>
        end is null ? "has nothing of it"
        : end.TopicId != counted.TopicId ? $"is in another topic of that name ({end.TopicId}, not {counted.TopicId})"
        : $"up to {end.Next}";
}
