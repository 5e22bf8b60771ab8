using System.Text.Json;
using Analytics.Contracts;
using Npgsql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Stores messages that a sink refuses in a table of the warehouse.</summary>
sealed class DeadLetters(NpgsqlDataSource warehouse)
{
    /// <summary>Stores the messages; those stored before stay unchanged.</summary>
    public void PutAside(string query, IReadOnlyList<DeadLetter> letters)
    {
        using var command = warehouse.CreateCommand($"SELECT {WarehouseFunctions.PutAside}($1, $2)");
        command.Parameters.AddWithValue(query);
        command.Parameters.AddWithValue(JsonSerializer.Serialize([.. letters], ContractsJson.Default.DeadLetterArray));
        command.ExecuteNonQuery();
    }
}
