using Analytics.Hosting;
using Npgsql;

namespace Analytics.Collector.Keys.Commands;

/// <summary>Opens the connection of one command, and turns its failures into sentences and exit codes.</summary>
static class KeyConnection
{
    public static async Task<int> RunAsync(Func<NpgsqlConnection, Task<int>> command, CancellationToken stopping)
    {
        var setting = Setting();
        if (ConnectionStrings.Check(setting) is { } error)
        {
            await Console.Error.WriteLineAsync(
                setting.Length > 0
                    ? $"{KeyDatabase.Variable} {error}."
                    : $"Set {KeyDatabase.Variable} to an Npgsql connection string of analytics_keys: {ConnectionStrings.Form}"
            );
            return ExitCodes.Usage;
        }

        try
        {
            var connectionString = ConnectionStrings.Parse(setting)!;
            connectionString.ApplicationName = "analytics-keys";
            connectionString.Pooling = false;
            await using var connection = new NpgsqlConnection(connectionString.ConnectionString);
            await connection.OpenAsync(stopping);
            return await command(connection);
        }
        catch (Exception thrown) when (PostgresFailure.Explains(thrown))
        {
            var failure = PostgresFailure.Of(thrown, "Connect as analytics_keys.");
            await Console.Error.WriteLineAsync(failure.Sentence);
            return failure.ExitCode;
        }
        catch (ArgumentException)
        {
            await Console.Error.WriteLineAsync($"{KeyDatabase.Variable} is no Npgsql connection string ({ConnectionStrings.Form}).");
            return ExitCodes.Usage;
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
}
