using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Catalog;

/// <summary>The session's tables and views.</summary>
public sealed class Catalog(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public void CacheTable(string tableName) => this.Do("cacheTable", tableName);

    public void ClearCache() => this.Do("clearCache");

    public string CurrentDatabase() => this.Text("currentDatabase");

    public bool DatabaseExists(string dbName) => (bool)this.Call("databaseExists", dbName)!;

    public bool DropGlobalTempView(string viewName) => (bool)this.Call("dropGlobalTempView", viewName)!;

    public bool DropTempView(string viewName) => (bool)this.Call("dropTempView", viewName)!;

    public bool IsCached(string tableName) => (bool)this.Call("isCached", tableName)!;

    public DataFrame ListColumns(string tableName) => Frame("listColumns", tableName);

    public DataFrame ListDatabases() => Frame("listDatabases");

    public DataFrame ListTables() => Frame("listTables");

    public DataFrame ListTables(string dbName) => Frame("listTables", dbName);

    public void RefreshByPath(string path) => this.Do("refreshByPath", path);

    public void RefreshTable(string tableName) => this.Do("refreshTable", tableName);

    public void SetCurrentDatabase(string dbName) => this.Do("setCurrentDatabase", dbName);

    public bool TableExists(string tableName) => (bool)this.Call("tableExists", tableName)!;

    public bool TableExists(string dbName, string tableName) => (bool)this.Call("tableExists", dbName, tableName)!;

    public void UncacheTable(string tableName) => this.Do("uncacheTable", tableName);

    DataFrame Frame(string method, params List<object?> args)
    {
        using var rows = this.Object(method, args);
        return new DataFrame(rows.Object("toDF"));
    }
}
