using Analytics.Hosting;
using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Npgsql;

namespace Analytics.Benchmarks.Stock;

/// <summary>Writes with Spark's JDBC writer into a staging table, then upserts over a held JDBC connection.</summary>
sealed class JdbcUpsert : IDisposable
{
    const string Staging = "stock.staging";

    readonly string _url;
    readonly Dictionary<string, string> _properties;
    readonly JvmObjectReference _connection;
    readonly JvmObjectReference _upsert;
    readonly JvmObjectReference _record;

    /// <param name="warehouse">The Npgsql connection string of a role that may create a schema.</param>
    public JdbcUpsert(string warehouse)
    {
        var parts = new NpgsqlConnectionStringBuilder(warehouse);
        _url = $"jdbc:postgresql://{parts.Host}:{parts.Port}/{parts.Database}";
        _properties = new()
        {
            ["user"] = parts.Username!,
            ["password"] = parts.Password!,
            ["driver"] = "org.postgresql.Driver",
        };
        _connection = Connect();
        using (var statement = _connection.Invoke<JvmObjectReference>("createStatement"))
            statement.Invoke("execute", Sql("create_tables"));
        _connection.Invoke("setAutoCommit", false);
        _upsert = _connection.Invoke<JvmObjectReference>("prepareStatement", Sql("upsert"));
        _record = _connection.Invoke<JvmObjectReference>("prepareStatement", Sql("record_batch"));
    }

    public void Write(DataFrame rows, long batch)
    {
        rows.Write().Mode(SaveMode.Overwrite).Option("truncate", true).Jdbc(_url, Staging, _properties);
        _upsert.Invoke("executeUpdate");
        _record.Invoke("setLong", 1, batch);
        _record.Invoke("executeUpdate");
        _connection.Invoke("commit");
    }

    public void Dispose() => _connection.Dispose();

    JvmObjectReference Connect()
    {
        using var driver = Jvm.New("org.postgresql.Driver");
        using var java = Jvm.New("java.util.Properties");
        foreach (var (name, value) in _properties)
            (java.Invoke("setProperty", name, value) as IDisposable)?.Dispose();
        return driver.Invoke<JvmObjectReference>("connect", _url, java);
    }

    static string Sql(string name) => EmbeddedText.Read(typeof(JdbcUpsert).Assembly, name);
}
