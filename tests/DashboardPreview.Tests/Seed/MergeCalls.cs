using System.Text.Json;
using Analytics.Contracts;
using Npgsql;

namespace DashboardPreview.Tests.Seed;

/// <summary>Calls <c>warehouse.merge_live_metrics</c> as the live query does.</summary>
static class MergeCalls
{
    static readonly DateTimeOffset _startedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task MergeAsync(NpgsqlConnection writer, int number, long offset, IReadOnlyList<CountedEvent> events)
    {
        var next = offset + events.Count;
        MergeBatch batch = new(
            QueryNames.LiveMetrics,
            number,
            _startedAt,
            25,
            new Dictionary<string, TopicRange>
            {
                ["analytics.events"] = new(
                    "seed",
                    new Dictionary<string, long> { ["0"] = offset },
                    new Dictionary<string, long> { ["0"] = next },
                    new Dictionary<string, long> { ["0"] = 0 }
                ),
            }
        );
        await using var merge = new NpgsqlCommand($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)", writer)
        {
            Parameters =
            {
                new() { Value = RowsOf(events) },
                new() { Value = JsonSerializer.Serialize(batch, ContractsJson.Default.MergeBatch) },
            },
        };
        await merge.ExecuteNonQueryAsync();
    }

    static string RowsOf(IReadOnlyList<CountedEvent> events) =>
        $"[{string.Join(
            ',',
            events
                .GroupBy(one =>
                    one.Code.Length > 0
                        ? one with
                        {
                            Name = "",
                            Country = "",
                            Device = "",
                            Currency = "",
                            Revenue = 0,
                        }
                        : one with
                        {
                            Revenue = 0,
                        }
                )
                .Select(group =>
                    JsonSerializer.Serialize(
                        new LiveMetricsRow
                        {
                            Second = group.Key.Second,
                            Source = group.Key.Source,
                            Name = group.Key.Name,
                            Country = group.Key.Country,
                            Device = group.Key.Device,
                            Currency = group.Key.Currency,
                            Code = group.Key.Code,
                            Events = group.Count(),
                            Revenue = group.Sum(one => one.Revenue),
                            OldestReceivedMs = group.Key.Second * 1000 + 100,
                            NewestReceivedMs = group.Key.Second * 1000 + 900,
                        },
                        ContractsJson.Default.LiveMetricsRow
                    )
                )
        )}]";
}
