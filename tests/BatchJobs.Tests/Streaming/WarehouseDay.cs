using Analytics.Local;
using Analytics.Testing.Postgres;
using Npgsql;

namespace BatchJobs.Tests.Streaming;

/// <summary>Reads the rows that the warehouse has for one UTC day, as the lines of <see cref="ExpectedDay"/>.</summary>
public sealed class WarehouseDay(TestDatabase warehouse, DateOnly day)
{
    const string Epoch = "extract(epoch FROM bucket)::bigint";

    public Task<List<string>> SecondsAsync() => CountsAsync("event_counts_second");

    public Task<List<string>> MinutesAsync() => CountsAsync("event_counts_minute");

    public Task<List<string>> LateAsync() =>
        LinesAsync($"SELECT concat_ws('|', {Epoch}, source, name, events, {Ms("newest_received_at")}) FROM warehouse.late_counts_minute");

    public Task<List<string>> RejectedAsync() =>
        LinesAsync($"SELECT concat_ws('|', {Epoch}, source, code, events) FROM warehouse.rejected_counts_minute");

    Task<List<string>> CountsAsync(string table) =>
        LinesAsync(
            $"""
            SELECT concat_ws('|', {Epoch}, source, name, country, device, currency, events, revenue, {Ms("oldest_received_at")}, {Ms(
                "newest_received_at"
            )})
            FROM warehouse.{table}
            """
        );

    public async Task<List<string>> LinesAsync(string select)
    {
        await using var connection = await warehouse.OpenAsync(Role.Batch);
        await using var command = new NpgsqlCommand(
            $"{select} WHERE bucket >= $1::timestamp AT TIME ZONE 'UTC' AND bucket < ($1 + 1)::timestamp AT TIME ZONE 'UTC'",
            connection
        );
        command.Parameters.Add(new() { Value = day });
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    static string Ms(string time) => $"round(extract(epoch FROM {time}) * 1000)::bigint";
}
