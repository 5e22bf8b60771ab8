using Npgsql;

namespace Warehouse.Tests;

/// <summary>One database of the server, with methods to query it.</summary>
public sealed class Database(WarehouseServer server, string name, bool reuse) : IDisposable
{
    const string Empty = """
        DELETE FROM warehouse.event_counts_second; DELETE FROM warehouse.event_counts_minute; DELETE FROM warehouse.late_counts_minute;
        DELETE FROM warehouse.rejected_counts_minute; DELETE FROM warehouse.dead_letters; DELETE FROM warehouse.batches;
        DELETE FROM warehouse.ingest_ledger; DELETE FROM warehouse.query_heartbeats;
        DELETE FROM warehouse.api_keys; DELETE FROM warehouse.reprocess_runs; DELETE FROM warehouse.reprocess_differences;
        DELETE FROM warehouse.sessions; DELETE FROM warehouse.grafana_pushes; DELETE FROM warehouse.session_days;
        DELETE FROM warehouse.live_sessions; DELETE FROM warehouse.live_visitors; DELETE FROM warehouse.active_visitors;
        DELETE FROM warehouse.dimension_counts_minute; DELETE FROM warehouse.dimension_values;
        DELETE FROM warehouse.session_spans; DELETE FROM warehouse.session_values; DELETE FROM warehouse.session_revenue;
        DELETE FROM warehouse.dimension_counts_day;
        DELETE FROM warehouse.event_names; DELETE FROM warehouse.lake_removals
        """;

    public string Admin => server.Admin(name);

    public string As(string role) =>
        new NpgsqlConnectionStringBuilder(Admin) { Username = role, Password = server.Passwords[role] }.ConnectionString;

    /// <summary>Opens a session as the role, or as the administrator by default.</summary>
    public Session Open(string? role = null) => new(role is null ? Admin : As(role));

    public void Dispose()
    {
        if (reuse)
        {
            server.Execute(name, Empty);
            server.Return(name);
        }
        else
        {
            server.Drop(name);
        }
    }
}

/// <summary>One open connection.</summary>
public sealed class Session : IDisposable
{
    readonly NpgsqlConnection _connection;

    public Session(string connectionString)
    {
        _connection = new NpgsqlConnection(connectionString);
        _connection.Open();
    }

    /// <summary>The pid of the session's server process.</summary>
    public int ProcessId => _connection.ProcessID;

    public NpgsqlTransaction Begin() => _connection.BeginTransaction();

    public void Execute(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    public T Value<T>(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar() is T value ? value : throw new InvalidOperationException($"No {typeof(T).Name} from: {sql}");
    }

    /// <summary>Returns each row as the text of its values, joined by bars.</summary>
    public List<string> Rows(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        command.AllResultTypesAreUnknown = true;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(
                string.Join(
                    '|',
                    Enumerable.Range(0, reader.FieldCount).Select(field => reader.IsDBNull(field) ? "null" : reader.GetString(field))
                )
            );
        }
        return rows;
    }

    public void Dispose() => _connection.Dispose();

    NpgsqlCommand Command(string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        return command;
    }
}
