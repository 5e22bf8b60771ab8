using System.Text.Json;
using System.Text.Json.Nodes;
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
            Analytics.Contracts.Queries.LiveMetrics,
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
        new JsonArray([
            .. events
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
                .Select(
                    JsonNode (group) =>
                        new JsonObject
                        {
                            ["s"] = group.Key.Second,
                            ["o"] = group.Key.Source,
                            ["n"] = group.Key.Name,
                            ["c"] = group.Key.Country,
                            ["d"] = group.Key.Device,
                            ["u"] = group.Key.Currency,
                            ["x"] = group.Key.Code,
                            ["e"] = group.Count(),
                            ["r"] = group.Sum(one => one.Revenue),
                            ["a"] = group.Key.Second * 1000 + 100,
                            ["b"] = group.Key.Second * 1000 + 900,
                        }
                ),
        ]).ToJsonString();
}
