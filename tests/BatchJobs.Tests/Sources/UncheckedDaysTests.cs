using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sources;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Npgsql;

namespace BatchJobs.Tests.Sources;

public sealed class UncheckedDaysTests(TestEnvironment environment)
{
    [Fact]
    public async Task The_newest_closed_days_come_that_the_lake_keeps_and_no_run_has_compared_since_they_closed()
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        await using var admin = await warehouse.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);

        Assert.Equal([], await FindAsync(7)); // No day was ever compared, so --from names the first ones.

        // Compared: 20, 9 to 6 days ago, 3 days ago by a run that began on that day, and 4 days ago
        // of one source; of 5 days ago a name only.
        await ExecuteAsync(
            """
            INSERT INTO warehouse.reprocess_runs (run_id, started_at, ended_at, from_day, to_day, source)
            VALUES ('closed', now(), now(), current_date, current_date, NULL),
                ('open', (current_date - 3)::timestamp AT TIME ZONE 'UTC' + interval '23 hours', now(), current_date, current_date, NULL),
                ('shop', now(), now(), current_date, current_date, 'shop');
            INSERT INTO warehouse.reprocess_differences (run_id, day, source, name, live, lake, duplicates, late)
            SELECT 'closed', current_date - age, 'web', '', 1, 1, 0, 0 FROM unnest(ARRAY[20, 9, 8, 7, 6]) AS age
            UNION ALL SELECT 'shop', current_date - 4, 'shop', '', 1, 1, 0, 0
            UNION ALL SELECT 'open', current_date - 3, 'web', '', 1, 1, 0, 0
            UNION ALL SELECT 'closed', current_date - 5, 'web', 'click', 1, 1, 0, 0
            """
        );
        Assert.Equal([3, 4, 5, 10, 11, 12, 13], await FindAsync(7));
        Assert.Equal([3, 4], await FindAsync(2));
        Assert.Equal([], await FindAsync(0));
        Assert.Equal([3, 5, 10, 11, 12], await FindAsync(5, "shop"));

        await ExecuteAsync("INSERT INTO warehouse.retention (source, what, days) VALUES ('', 'events', 11)");
        Assert.Equal([3, 4, 5, 10], await FindAsync(7));

        async Task<IEnumerable<int>> FindAsync(int most, string? source = null)
        {
            await using var batch = NpgsqlDataSource.Create(warehouse.ConnectionString(Role.Batch));
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var settings = new ReprocessSettings(today.AddDays(-2), today.AddDays(-1), source, TimeSpan.Zero) { MostUnchecked = most };
            var days = await UncheckedDays.OfAsync(batch, settings, TestContext.Current.CancellationToken);
            return days.Select(day => today.DayNumber - day.DayNumber);
        }

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand($"SET timezone = 'UTC'; {sql}", admin);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
