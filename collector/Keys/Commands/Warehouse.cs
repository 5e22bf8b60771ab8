using System.Net.Sockets;
using Npgsql;

namespace Analytics.Collector.Keys.Commands;

/// <summary>The connection of one command, and its failures as sentences and exit codes.</summary>
static class Warehouse
{
    public static async Task<int> RunAsync(Func<NpgsqlConnection, Task<int>> command, CancellationToken stopping)
    {
        if (KeyDatabase.Parse(Setting()) is not { } connectionString)
        {
            await Console.Error.WriteLineAsync(
                $"Set {KeyDatabase.Variable} to an Npgsql connection string of analytics_owner: "
                    + "Host=...;Database=...;Username=analytics_owner;Password=..."
            );
            return KeysExit.Usage;
        }

        try
        {
            connectionString.ApplicationName = "analytics-keys";
            connectionString.Pooling = false;
            await using var connection = new NpgsqlConnection(connectionString.ConnectionString);
            await connection.OpenAsync(stopping);
            return await command(connection);
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException or ArgumentException)
        {
            var (code, words) = Explain(failure);
            await Console.Error.WriteLineAsync(words);
            return code;
        }
    }

    static string Setting()
    {
        var settings = new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        return settings[KeyDatabase.Variable] is { Length: > 0 } named
            ? named
            : settings[$"{KeyStoreOptions.Section}:{nameof(KeyStoreOptions.Database)}"] ?? "";
    }

    static (int Code, string IdentifierWords) Explain(Exception failure) =>
        failure switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction } refused =>
                (KeysExit.NotAllowed, $"The connection's role may not do this: {refused.MessageText}. Connect as analytics_owner."),
            PostgresException
            {
                SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            } refused => (KeysExit.NotAllowed, $"PostgreSQL refuses the login: {refused.MessageText}."),
            PostgresException
            {
                SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedColumn
            } missing => (KeysExit.Refused, $"The warehouse is not migrated: {missing.MessageText}. Run Analytics.Warehouse migrate."),
            PostgresException { IsTransient: false } other => (
                KeysExit.Refused,
                $"PostgreSQL says: {other.MessageText} ({other.SqlState})."
            ),
            ArgumentException => (KeysExit.Usage, $"The connection string is wrong: {failure.Message}"),
            _ => (KeysExit.Unavailable, $"PostgreSQL does not answer: {failure.GetBaseException().Message}"),
        };
}
