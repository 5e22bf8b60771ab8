using System.Globalization;
using Analytics.Hosting;
using Npgsql;

namespace Analytics.Benchmarks.Panels;

/// <summary>Fills an empty warehouse with invented sessions: three days are made and added up, older ones are copies.</summary>
sealed class PanelWarehouse(int sessions, int days, IProgress<string> progress)
{
    const int Invented = 3;

    public async Task FillAsync(string admin, DateTimeOffset now, CancellationToken stopping)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(admin)
            {
                Timezone = "UTC",
                CommandTimeout = 0,
                Options = "-c synchronous_commit=off",
            }.ConnectionString
        );
        await connection.OpenAsync(stopping);
        foreach (var script in new[] { "invent_sessions", "invent_today", "invent_minutes", "add_up_days" })
        {
            progress.Report($"panels: {script}");
            await RunAsync(connection, script, [("sessions", $"{sessions}"), ("invented", $"{Invented}")], stopping);
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        for (var back = Invented + 1; back <= days; back++)
        {
            var apart = (back - 1) / Invented * Invented;
            var day = today.AddDays(apart - back).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await RunAsync(connection, "copy_day", [("days", $"{apart}"), ("day", day)], stopping);
        }
        progress.Report("panels: VACUUM ANALYZE");
        await using NpgsqlCommand vacuum = new("VACUUM ANALYZE", connection);
        await vacuum.ExecuteNonQueryAsync(stopping);
    }

    static async Task RunAsync(NpgsqlConnection connection, string script, (string Name, string Value)[] values, CancellationToken stopping)
    {
        var sql = EmbeddedText.Read(typeof(PanelWarehouse).Assembly, script);
        foreach (var (name, value) in values)
            sql = sql.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(stopping);
    }
}
