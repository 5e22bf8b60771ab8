using Analytics.SparkGateway;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Npgsql;

namespace Analytics.Benchmarks.Stock;

/// <summary>Spark's JDBC writer into a staging table, then an upsert over a JDBC connection that is held.</summary>
sealed class JdbcUpsert : IDisposable
{
    const string Staging = "stock.staging";

    readonly string url;
    readonly Dictionary<string, string> properties;
    readonly JvmObjectReference connection;
    readonly JvmObjectReference upsert;
    readonly JvmObjectReference record;

    /// <param name="warehouse">Npgsql connection string of a role that may create a schema.</param>
    public JdbcUpsert(string warehouse)
    {
        var parts = new NpgsqlConnectionStringBuilder(warehouse);
        url = $"jdbc:postgresql://{parts.Host}:{parts.Port}/{parts.Database}";
        properties = new() { ["user"] = parts.Username!, ["password"] = parts.Password!, ["driver"] = "org.postgresql.Driver" };
        connection = Connect();
        using (var statement = connection.Invoke<JvmObjectReference>("createStatement"))
            statement.Invoke("execute", Sql("create_tables"));
        connection.Invoke("setAutoCommit", false);
        upsert = connection.Invoke<JvmObjectReference>("prepareStatement", Sql("upsert"));
        record = connection.Invoke<JvmObjectReference>("prepareStatement", Sql("record_batch"));
    }

    public void Write(DataFrame rows, long batch)
    {
        rows.Write().Mode(SaveMode.Overwrite).Option("truncate", true).Jdbc(url, Staging, properties);
        upsert.Invoke("executeUpdate");
        record.Invoke("setLong", 1, batch);
        record.Invoke("executeUpdate");
        connection.Invoke("commit");
    }

    public void Dispose() => connection.Dispose();

    JvmObjectReference Connect()
    {
        using var driver = Jvm.New("org.postgresql.Driver");
        using var java = Jvm.New("java.util.Properties");
        foreach (var (name, value) in properties)
            (java.Invoke("setProperty", name, value) as IDisposable)?.Dispose();
        return driver.Invoke<JvmObjectReference>("connect", url, java);
    }

    static string Sql(string name)
    {
        using var text = new StreamReader(typeof(JdbcUpsert).Assembly.GetManifestResourceStream(name)!);
        return text.ReadToEnd();
    }
}
