using System.CommandLine;
using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.Collector.Keys.Commands;

/// <summary><c>keys list</c>: prints one line per key, never a secret or a hash.</summary>
static class ListCommand
{
    static readonly string[] _titles =
    [
        "ID",
        "SOURCE",
        "KIND",
        "STATE",
        "CREATED",
        "EXPIRES (UTC)",
        "EVENTS/S",
        "BURST",
        "GPC",
        "DNT",
        "NO-CONSENT",
        "CURRENCY",
        "ORIGINS",
        "DESCRIPTION",
    ];

    static readonly Option<string?> _source = new("--source") { Description = "Lists only the keys of this source." };
    static readonly Option<bool> _all = new("--all") { Description = "Includes the revoked and the expired keys." };
    static readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object per line, for programs." };

    public static Command Create()
    {
        var command = new Command("list", "Lists the keys; secrets are never stored.") { _source, _all, _json };
        command.SetAction((parsed, stopping) => KeyConnection.RunAsync(connection => RunAsync(parsed, connection, stopping), stopping));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand(KeySql.Text("list_keys"), connection)
        {
            Parameters =
            {
                new() { Value = (object?)parsed.GetValue(_source) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = parsed.GetValue(_all) },
            },
        };
        var rows = new List<string[]> { _titles };
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
        {
            if (parsed.GetValue(_json))
                await Console.Out.WriteLineAsync(reader.GetString(_titles.Length));
            else
                rows.Add([.. _titles.Select((_, column) => reader.GetString(column))]);
        }

        if (!parsed.GetValue(_json))
            await Console.Out.WriteAsync(Aligned(rows));

        return ExitCodes.Done;
    }

    static string Aligned(List<string[]> rows)
    {
        var widths = _titles.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return string.Concat(
            rows.Select(row => string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd() + "\n")
        );
    }
}
