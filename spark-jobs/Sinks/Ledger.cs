using Analytics.Contracts;
using Analytics.Transforms;
using Npgsql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// The warehouse's record of each query's committed offsets. The merge functions update it; this class reads and resets it.
/// </summary>
sealed class Ledger(NpgsqlDataSource warehouse)
{
    public IReadOnlyList<Position> Positions(string query)
    {
        using var command = warehouse.CreateCommand(
            $"SELECT topic, partition, topic_id, next_offset FROM {WarehouseFunctions.LedgerPositions}($1)"
        );
        command.Parameters.AddWithValue(query);
        using var reader = command.ExecuteReader();
        var positions = new List<Position>();
        while (reader.Read())
            positions.Add(new Position(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt64(3)));

        return positions;
    }

    /// <summary>Moves a query's rows to its start, after an operator accepted the gap.</summary>
    public void Reset(string query, IReadOnlyList<Position> start)
    {
        using var command = warehouse.CreateCommand($"SELECT {WarehouseFunctions.ResetLedger}($1, $2, $3, $4, $5)");
        command.Parameters.AddWithValue(query);
        command.Parameters.AddWithValue(start.Select(position => position.Topic).ToArray());
        command.Parameters.AddWithValue(start.Select(position => position.Partition).ToArray());
        command.Parameters.AddWithValue(start.Select(position => position.TopicId).ToArray());
        command.Parameters.AddWithValue(start.Select(position => position.Next).ToArray());
        command.ExecuteNonQuery();
    }
}
