using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Settings;
using Npgsql;

namespace Analytics.DashboardPreview.Queries;

/// <summary>Queries the warehouse read-only, with few connections and a statement timeout.</summary>
sealed class WarehouseReader(PreviewOptions options) : IAsyncDisposable
{
    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Limited(options));
    readonly SemaphoreSlim _connections = new(options.MaxConnections);

    /// <summary>Runs one query and returns its rows unchanged.</summary>
    /// <exception cref="QueryFailedException">PostgreSQL refused the query, or it took too long.</exception>
    /// <exception cref="WarehouseUnreachableException">No connection.</exception>
    public async Task<Frame> QueryAsync(string sql, CancellationToken stop)
    {
        await _connections.WaitAsync(stop);
        try
        {
            await using var connection = await OpenAsync(stop);
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync(stop);
            return await FrameReader.ReadAsync(reader, stop);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            throw new QueryFailedException(
                $"stopped after {options.StatementTimeout.TotalSeconds:0.#} s: the query takes too long for a refresh"
            );
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown)
        {
            throw new WarehouseUnreachableException(refused.MessageText);
        }
        catch (PostgresException refused)
        {
            throw new QueryFailedException($"{refused.MessageText} ({refused.SqlState})");
        }
        catch (Exception unread) when (unread is InvalidCastException or OverflowException or NotSupportedException)
        {
            throw new QueryFailedException($"a value cannot be shown: {unread.Message}");
        }
        catch (NpgsqlException broken)
        {
            throw new WarehouseUnreachableException(broken.GetBaseException().Message);
        }
        finally
        {
            _connections.Release();
        }
    }

    async Task<NpgsqlConnection> OpenAsync(CancellationToken stop)
    {
        try
        {
            return await _source.OpenConnectionAsync(stop);
        }
        catch (PostgresException refused)
        {
            throw new WarehouseUnreachableException(refused.MessageText);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _connections.Dispose();
    }

    // The transaction is read-only, in addition to the role's grants.
    static string Limited(PreviewOptions options) =>
        new NpgsqlConnectionStringBuilder(options.Warehouse)
        {
            ApplicationName = "dashboard-preview",
            MaxPoolSize = options.MaxConnections,
            Timeout = 3,
            CommandTimeout = (int)options.StatementTimeout.TotalSeconds + 2,
            Timezone = "UTC",
            Options = $"-c statement_timeout={(int)options.StatementTimeout.TotalMilliseconds} -c default_transaction_read_only=on",
        }.ConnectionString;
}

/// <summary>Thrown when PostgreSQL refuses or stops a query; its panel shows the message.</summary>
sealed class QueryFailedException(string message) : Exception(message);

/// <summary>Thrown when the warehouse is unreachable; the page shows the message above all panels.</summary>
sealed class WarehouseUnreachableException(string message) : Exception(message);
