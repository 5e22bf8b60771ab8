using System.CommandLine;
using Analytics.Hosting;
using Npgsql;

namespace Analytics.Collector.Keys.Commands;

/// <summary><c>keys rotate</c>: makes a second key like the first and sets the first one's expiry; until then both are valid.</summary>
static class RotateCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id")
        {
            Description = "The id of the key to replace.",
            CustomParser = result => KeyArguments.Id(result.Tokens[0].Value),
        };
        var overlap = Options.Time(
            "--overlap",
            TimeSpan.FromDays(7),
            TimeSpan.Zero,
            Duration.Longest,
            "The time for which the old key remains valid beside the new one."
        );
        var command = new Command(
            "rotate",
            "Makes a second key like a live one and prints it; the old one remains valid until clients have changed."
        )
        {
            id,
            overlap,
        };
        command.SetAction(
            (parsed, stopping) =>
                KeyConnection.RunAsync(connection => RunAsync(parsed.GetValue(id)!, overlap.Get(parsed), connection, stopping), stopping)
        );
        return command;
    }

    static async Task<int> RunAsync(string old, TimeSpan overlap, NpgsqlConnection connection, CancellationToken stopping)
    {
        var (id, key) = KeyFormat.Make(KeyFormat.KindOf(old));
        await using var command = new NpgsqlCommand(KeySql.Text("rotate_key"), connection)
        {
            Parameters =
            {
                new() { Value = old },
                new() { Value = id },
                new() { Value = KeyFormat.Hash(key) },
                new() { Value = overlap },
            },
        };
        await using var row = await command.ExecuteReaderAsync(stopping);
        if (!await row.ReadAsync(stopping))
        {
            await Console.Error.WriteLineAsync($"{old}: no such live key.");
            return ExitCodes.Failed;
        }

        if (!await row.IsDBNullAsync(4, stopping))
        {
            await Console.Error.WriteLineAsync(
                $"{old}: a rotation has already set its end, {row.GetDateTime(2):yyyy-MM-dd HH:mm:ss} UTC, and made {row.GetString(4)}; "
                    + "rotate that one, or create a key."
            );
            return ExitCodes.Failed;
        }

        var end = await row.IsDBNullAsync(3, stopping) ? "does not expire" : $"lives until {row.GetDateTime(3):yyyy-MM-dd HH:mm:ss} UTC";
        await KeyView.ShowOnceAsync(
            id,
            key,
            $"a {row.GetString(1)} key of '{row.GetString(0)}', which {end}; "
                + $"{old} lives until {row.GetDateTime(2):yyyy-MM-dd HH:mm:ss} UTC"
        );
        return ExitCodes.Done;
    }
}
