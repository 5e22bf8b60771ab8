using System.CommandLine;
using Analytics.Hosting;
using Npgsql;

namespace Analytics.Collector.Keys.Commands;

/// <summary><c>keys revoke|disable|enable</c>: runs one statement per id.</summary>
static class ChangeCommand
{
    public static Command Create(string name, string description, string statement, string done)
    {
        var ids = KeyArguments.Ids();
        var command = new Command(name, description) { ids };
        command.SetAction(
            (parsed, stopping) =>
                KeyConnection.RunAsync(
                    connection => RunAsync(parsed.GetValue(ids)!, KeySql.Text(statement), done, connection, stopping),
                    stopping
                )
        );
        return command;
    }

    static async Task<int> RunAsync(string[] ids, string statement, string done, NpgsqlConnection connection, CancellationToken stopping)
    {
        var code = ExitCodes.Done;
        foreach (var id in ids)
        {
            await using var command = new NpgsqlCommand(statement, connection) { Parameters = { new() { Value = id } } };
            if (await command.ExecuteNonQueryAsync(stopping) > 0)
            {
                await Console.Out.WriteLineAsync($"{id}: {done}");
                continue;
            }

            await Console.Error.WriteLineAsync($"{id}: no such key, or already revoked.");
            code = ExitCodes.Failed;
        }

        return code;
    }
}
