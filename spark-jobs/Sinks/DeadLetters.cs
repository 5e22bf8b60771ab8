using System.Text.Json;
using Analytics.Contracts;
using Npgsql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Where messages are kept that a sink refuses: a table of the warehouse.</summary>
sealed class DeadLetters(NpgsqlDataSource warehouse)
{
    /// <summary>Keeps them; those that are there already stay as they are.</summary>
    public void PutAside(string query, IReadOnlyList<DeadLetter> letters)
    {
        using var command = warehouse.CreateCommand($"SELECT {WarehouseFunctions.PutAside}($1, $2)");
        command.Parameters.AddWithValue(query);
        command.Parameters.AddWithValue(JsonSerializer.Serialize([.. letters], ContractsJson.Default.DeadLetterArray));
        command.ExecuteNonQuery();
    }
}
