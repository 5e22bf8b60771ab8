using Analytics.Hosting;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace Analytics.Warehouse;

/// <summary>Lists the scripts that are due and applies them with DbUp, in one transaction as the owner.</summary>
sealed class SchemaUpgrade(NpgsqlConnectionStringBuilder admin, MigrationOptions options)
{
    // Dashboards lock views in the order of their queries, so dropping the views can end in a deadlock with them.
    const int Attempts = 10;

    /// <summary>The scripts that would be applied; all of them when the database or its journal does not exist yet.</summary>
    public IReadOnlyList<string> Pending()
    {
        try
        {
            return Names(Engine(admin.ConnectionString).GetScriptsToExecute());
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            options.Log($"database {admin.Database}: would be made");
            return Names(Scripts.InOrder());
        }
    }

    /// <exception cref="MigrationException">A script failed, and all were rolled back.</exception>
    public IReadOnlyList<string> Apply()
    {
        var asOwner = new NpgsqlConnectionStringBuilder(admin.ConnectionString)
        {
            Options = $"{admin.Options} -c role={Roles.Owner}".Trim(),
        };
        var result = Engine(asOwner.ConnectionString).PerformUpgrade();
        for (var attempt = 1; attempt < Attempts && MetReaders(result.Error); attempt++)
        {
            options.Log("upgrade: begins again after a deadlock with readers");
            result = Engine(asOwner.ConnectionString).PerformUpgrade();
        }

        return result.Successful
            ? Names(result.Scripts)
            : throw new MigrationException(
                ExitCodes.Failed,
                $"{result.ErrorScript?.Name ?? "The upgrade"} failed, nothing was applied: {Reason(result.Error)}",
                result.Error
            );
    }

    static UpgradeEngine Engine(string connectionString) =>
        DeployChanges
            .To.PostgresqlDatabase(connectionString)
            .WithScripts(new InOrder())
            .WithVariablesDisabled()
            .WithTransaction()
            .WithExecutionTimeout(TimeSpan.FromMinutes(10))
            .JournalToPostgresqlTable("warehouse", "schema_versions")
            .LogToNowhere()
            .Build();

    static IReadOnlyList<string> Names(IEnumerable<SqlScript> scripts) => [.. scripts.Select(script => script.Name)];

    static bool MetReaders(Exception? error) => error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected };

    static string Reason(Exception error) =>
        error is PostgresException { MessageText: var text } refused
            ? $"{text} ({refused.SqlState}){(refused.Position > 0 ? $" at character {refused.Position}" : "")}"
            : error.Message;

    sealed class InOrder : IScriptProvider
    {
        public IEnumerable<SqlScript> GetScripts(DbUp.Engine.Transactions.IConnectionManager connectionManager) => Scripts.InOrder();
    }
}
