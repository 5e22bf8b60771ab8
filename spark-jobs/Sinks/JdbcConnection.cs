using System.Collections.Concurrent;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Settings;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// A JDBC connection inside Spark's JVM, kept open between batches: the rows go from Spark to PostgreSQL without passing through .NET.
/// It also holds the lock that makes its query the only copy; PostgreSQL releases the lock when the connection ends.
/// </summary>
sealed class JdbcConnection : IDisposable
{
    const int SqlVarchar = 12; // java.sql.Types.VARCHAR

    /// <summary>
    /// The backend of the last closed connection of each query to a warehouse. One that waits for a lock outlives the driver's time limit.
    /// </summary>
    static readonly ConcurrentDictionary<(string Url, string Query), string> _closed = new();

    readonly (string Url, string Query) _key;
    readonly string? _pid;
    readonly JvmObjectReference _connection;
    readonly JvmObjectReference _merge;

    /// <exception cref="FatalStopException">Another copy of the query runs.</exception>
    /// <exception cref="TimeoutException">PostgreSQL has not yet ended the session of this process's closed connection.</exception>
    public JdbcConnection(WarehouseAddress address, string query, string mergeFunction)
    {
        _key = (address.JdbcUrl, query);
        _connection = Connect(address, $"analytics {query}");
        try
        {
            Execute("SET synchronous_commit = off"); // Sums and offsets share a transaction: a crash loses both or neither.
            Execute(LockSession.EndsWithItsHost);
            TakeLock(query);
            _pid = QueryText("SELECT pg_backend_pid()");
            _connection.Invoke("setAutoCommit", false);
            _merge = _connection.Invoke<JvmObjectReference>("prepareStatement", $"SELECT {mergeFunction}(?, ?)");
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Calls the merge function and commits, in one write to the JVM.</summary>
    /// <param name="rows">A Java object whose <c>toString()</c> is the rows' JSON; the JVM calls it.</param>
    /// <param name="batch">The batch's JSON.</param>
    public void Merge(JvmObjectReference rows, string batch) => Call(rows, batch, "commit");

    /// <summary>Calls the merge function and rolls back.</summary>
    /// <inheritdoc cref="Merge"/>
    public void TryMerge(JvmObjectReference rows, string batch) => Call(rows, batch, "rollback");

    void Call(JvmObjectReference rows, string batch, string end)
    {
        try
        {
            // The pipeline goes on after a failure: without this the rows of the batch before would be merged again.
            Jvm.Pipeline()
                .Call(_merge, "clearParameters")
                .Call(_merge, "setObject", 1, rows, SqlVarchar)
                .Call(_merge, "setString", 2, batch)
                .Call(_merge, "execute")
                .Call(_connection, end)
                .Send();
        }
        catch
        {
            Try(() => _connection.Invoke("rollback"));
            throw;
        }
    }

    static JvmObjectReference Connect(WarehouseAddress address, string applicationName)
    {
        using var properties = Jvm.New("java.util.Properties");
        foreach (var (name, value) in address.JdbcProperties(applicationName))
            (properties.Invoke("setProperty", name, value) as IDisposable)?.Dispose();

        // DriverManager does not see drivers that another class loader loaded; the driver itself is always reachable.
        using var driver = Jvm.New("org.postgresql.Driver");
        return driver.Invoke<JvmObjectReference>("connect", address.JdbcUrl, properties);
    }

    void TakeLock(string query)
    {
        if (QueryText($"SELECT pg_try_advisory_lock(hashtext('analytics.{query}'))") == "t")
            return;

        var holder = QueryText($"SELECT {WarehouseFunctions.LockHolder}('{query}')");
        var isClosed =
            holder is null
            || (_closed.TryGetValue(_key, out var pid) && holder.StartsWith($"backend pid {pid} ", StringComparison.Ordinal));
        if (isClosed)
            throw new TimeoutException($"the session of a closed connection still holds the lock of {query}");

        throw new FatalStopException(ExitCodes.InUse, $"{query} already runs, {holder}. Stop that one first.");
    }

    string? QueryText(string sql)
    {
        using var statement = _connection.Invoke<JvmObjectReference>("createStatement");
        using var result = statement.Invoke<JvmObjectReference>("executeQuery", sql);
        var text = result.Invoke<bool>("next") ? result.Invoke("getString", 1) as string : null;
        statement.Invoke("close");
        return text;
    }

    void Execute(string sql)
    {
        using var statement = _connection.Invoke<JvmObjectReference>("createStatement");
        statement.Invoke("execute", sql);
        statement.Invoke("close");
    }

    void Close()
    {
        if (_pid is not null)
            _closed[_key] = _pid;
        Try(() => _connection.Invoke("close"));
        _connection.Dispose();
    }

    public void Dispose()
    {
        Close();
        _merge.Dispose();
    }

    // Best effort: after a failure the connection may be closed already.
    static void Try(Action farewell)
    {
        try
        {
            farewell();
        }
        catch (Exception e) when (Microsoft.Spark.JvmException.Of(e) is not null) { }
    }
}
