using Analytics.BatchJobs.Sources;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Npgsql;

namespace BatchJobs.Tests.Sources;

[Collection(SparkCollection.Reports)]
public sealed class RemovedVisitorsTests(TestEnvironment environment, SparkCollection spark)
{
    [Fact]
    public async Task A_source_has_its_own_rule_and_what_was_removed_from_it()
    {
        await using var database = await environment.CreateWarehouseAsync();
        await using (var owner = await database.OpenAsync(Role.Owner, TestContext.Current.CancellationToken))
        {
            await using var rules = new NpgsqlCommand(
                """
                SELECT warehouse.set_retention('shop', 'visitors', 400), warehouse.set_retention('kiosk', 'visitors', 30),
                    warehouse.record_removals('visitors', ARRAY['app'], ARRAY[current_date - 30])
                """,
                owner
            );
            await rules.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await using var batch = NpgsqlDataSource.Create(database.ConnectionString(Role.Batch));
            Assert.Equal([], Removed(batch, daysAgo: 29));
            Assert.Equal(["app", "kiosk"], Removed(batch, daysAgo: 40));
            rules.CommandText = "SELECT warehouse.set_retention('', 'visitors', 35)";
            await rules.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["", "app", "kiosk", "web"], Removed(batch, daysAgo: 40));
        }
    }

    List<string> Removed(NpgsqlDataSource warehouse, int daysAgo)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-daysAgo);
        return RemovedVisitors.Of(warehouse, day) is { } removed
            ?
            [
                .. spark
                    .Session.Sql("SELECT * FROM VALUES ('web'), ('shop'), ('kiosk'), ('app'), ('') AS t (source)")
                    .Where(removed)
                    .OrderBy("source")
                    .Collect()
                    .Select(row => row.GetAs<string>(0)),
            ]
            : [];
    }
}
