using System.Globalization;
using System.Text.Json.Nodes;
using Analytics.BatchJobs.Erasure;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

[Collection(SparkCollection.Name)]
public sealed partial class EraseJobTests(TestEnvironment environment) : IDisposable
{
    const string User = "canary-user-7f3a";
    const string Device = "canary-device-91bc";
    const string Family = "family-tablet-55aa";

    readonly TestFolder _folder = new();

    static string Sunday { get; } = Day(0);
    static string Monday { get; } = Day(1);
    static string Tuesday { get; } = Day(2);

    [Fact]
    public async Task No_file_and_no_row_holds_the_person_afterwards()
    {
        await using var database = await environment.CreateWarehouseAsync();
        var lake = Lake();
        await FillWarehouseAsync(database);

        var (planned, list) = await EraseAsync(lake, database, isDry: true);
        Assert.Equal(ExitCodes.Done, planned);
        Assert.Null(list);
        Assert.Equal(8, lake.Count(lake.Folder.Events));

        var (exit, receipt) = await EraseAsync(lake, database);
        Assert.Equal(ExitCodes.Done, exit);
        Assert.Equal(
            [
                ("warehouse.dead_letters", 1, 1),
                ("warehouse.sessions", 4, 4),
                ("lake.duplicates", 0, 0),
                ("lake.visitor_days", 2, 2),
                ("lake.visitor_first", 1, 1),
                ("lake.rejected", 6, 6),
                ("lake.sessions", 3, 3),
                ("lake.events", 6, 6),
            ],
            Stores(receipt!)
        );
        Assert.Equal(
            [("lake.duplicates", 1, 1), ("lake.visitor_days", 2, 2), ("lake.visitor_first", 1, 1), ("lake.sessions", 2, 1)],
            Renamed(receipt!)
        );

        foreach (var id in (string[])[User, Device, User.ToUpperInvariant()])
        {
            Assert.Empty(lake.FilesWith(id));
            Assert.DoesNotContain(id, await database.DumpAsync(TestContext.Current.CancellationToken));
        }

        // Bob, his half of the family's tablet, and its visitor rows stay.
        Assert.Equal(2, lake.Count(lake.Folder.Events, "user_id = 'bob-the-other'"));
        Assert.Equal(2, lake.Count(lake.Folder.Events));
        Assert.Equal(1, lake.Count(lake.Folder.Rejected));
        Assert.Equal(2, lake.Count(lake.Folder.VisitorDays));
        Assert.Equal(
            ["s3|mail|(erased)|/|(erased)", "s4|direct|/|-|spring"],
            lake.Lines(lake.Folder.Sessions, "session_id", "channel", "entry_path", "exit_path", "utm_campaign")
        );
        Assert.Equal(["bob-the-other|(erased)", $"{Family}|spring"], lake.Lines(lake.Folder.VisitorFirst, "visitor", "utm_campaign"));
        Assert.Equal(["100|(erased)", "101|click"], lake.Lines(lake.Folder.Duplicates, "offset", "name"));
        Assert.Equal((2, 1), ((int)receipt!["linked_ids"]!, (int)receipt["shared_ids"]!));
        // The lake no longer keeps the events of Monday, and Sunday is in a derived table only.
        Assert.Equal([Tuesday], receipt["days_to_reprocess"]!.AsArray().Select(day => (string?)day));
        Assert.All(receipt["stores"]!.AsArray(), store => Assert.Null(store!["log_holds_until"]));

        var (again, empty) = await EraseAsync(lake, database, vacuum: false);
        Assert.Equal(ExitCodes.Done, again);
        Assert.Empty(Renamed(empty!));
        Assert.All(Stores(empty!), store => Assert.Equal((0, 0), (store.Found, store.Removed)));
        await CheckRecordsAsync(database, receipt, empty!);
    }

    [Fact]
    public async Task A_visitor_who_is_erased_for_some_days_is_not_new_at_the_next_visit()
    {
        await using var database = await environment.CreateWarehouseAsync();
        var lake = new PersonLake(Path.Combine(_folder.Path, "lake"));
        lake.Derived(
            lake.Folder.VisitorDays,
            "day, source, visitor, channel",
            $"(DATE '{Sunday}', 'web', '{User}', 'mail'), (DATE '{Tuesday}', 'web', '{User}', 'search'), "
                + $"(DATE '{Sunday}', 'app', '{User}', 'mail')"
        );
        lake.Derived(
            lake.Folder.VisitorFirst,
            "source, visitor, first_day, channel",
            $"('web', '{User}', DATE '{Sunday}', 'mail'), ('app', '{User}', DATE '{Sunday}', 'mail')"
        );

        var (exit, receipt) = await EraseAsync(
            lake,
            database,
            vacuum: false,
            to: DateOnly.ParseExact(Monday, "O", CultureInfo.InvariantCulture)
        );

        Assert.Equal(ExitCodes.Done, exit);
        Assert.Contains(("lake.visitor_first", 2, 2), Stores(receipt!));
        Assert.Equal([$"web|{Tuesday}|search"], lake.Lines(lake.Folder.VisitorFirst, "source", "first_day", "channel"));
        Assert.Equal([Tuesday], lake.Lines(lake.Folder.VisitorDays, "day"));
    }

    [Fact]
    public async Task A_run_after_an_interrupted_one_completes_it()
    {
        await using var database = await environment.CreateWarehouseAsync();
        var lake = Streamed();
        var run = Run(lake, database, isDry: false);
        await using var warehouse = run.Warehouse;
        var settings = new EraseSettings(new([User], []));

        // The process was killed after the first day of the events that prove no link, and later after the first day of those that do.
        // The texts of other visitors are renamed before any row is removed.
        var first = LakeStores.Find(run, settings, LinkedIds.Find(run, settings));
        Assert.Equal(2, first.Sum(table => table.Texts?.Rename(run) ?? 0));
        first[0].Remove(run, isProof: false);
        first[1].Remove(run, first[1].Days.First(day => !day.IsProof));
        var second = LakeStores.Find(run, settings, LinkedIds.Find(run, settings));
        Assert.Equal((0, 4), (second[0].Count, second[1].Count));
        second[1].Remove(run, isProof: false);
        second[1].Remove(run, second[1].Days.First(day => day.IsProof));

        var (exit, receipt) = await EraseAsync(lake, database);
        Assert.Equal(ExitCodes.Done, exit);
        Assert.Contains(("lake.events", 2, 2), Stores(receipt!));
        Assert.Empty(lake.FilesWith(User).Concat(lake.FilesWith(Device)));
        Assert.Equal((2, 2), (lake.Count(lake.Folder.Events), lake.Count(lake.Folder.VisitorDays)));
    }

    [Fact]
    public async Task The_log_of_an_older_table_is_limited_and_its_horizon_given()
    {
        await using var database = await environment.CreateWarehouseAsync();
        var lake = new PersonLake(Path.Combine(_folder.Path, "lake"));
        lake.Derived(lake.Folder.VisitorFirst, "source, visitor, first_day", $"('web', '{User}', DATE '{Monday}')", indexed: 32);
        lake.Derived(lake.Folder.Duplicates, "day, source, name, offset", $"(DATE '{Monday}', 'web', '{User}', 1L)", indexed: 32);
        Assert.Equal(2, lake.FilesWith(User).Count(file => file.EndsWith(".json", StringComparison.Ordinal)));

        var (exit, receipt) = await EraseAsync(lake, database);
        Assert.Equal(ExitCodes.Done, exit);
        foreach (var name in (string[])["lake.visitor_first", "lake.duplicates"])
        {
            var store = receipt!["stores"]!.AsArray().Single(one => (string?)one!["store"] == name)!;
            Assert.InRange(
                store["log_holds_until"]!.GetValue<DateTimeOffset>(),
                TimeProvider.System.GetUtcNow().AddDays(30),
                TimeProvider.System.GetUtcNow().AddDays(31)
            );
        }

        Assert.All(lake.FilesWith(User), file => Assert.Contains("/_delta_log/", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("erase")]
    [InlineData("erase", "--user", "")]
    [InlineData("erase", "--user-file", "missing.txt")]
    [InlineData("erase", "--user", "a", "--from", "yesterday")]
    public async Task Wrong_use_exits_with_64(params string[] arguments) =>
        Assert.Equal(
            ExitCodes.Usage,
            await BatchCommand.RunAsync(
                [.. arguments, "--lake", _folder.Path, "--warehouse", "Host=127.0.0.1;Database=a"],
                [EraseJob.Command()]
            )
        );

    public void Dispose() => _folder.Dispose();

    static async Task CheckRecordsAsync(TestDatabase database, params JsonNode[] receipts)
    {
        await using var batch = await database.OpenAsync(Role.Batch);
        await using var command = new NpgsqlCommand(
            "SELECT encode(subject_hash, 'hex'), receipt FROM warehouse.erasures WHERE receipt ->> 'ended_at' <> '' ORDER BY erased_at",
            batch
        );
        await using var reader = await command.ExecuteReaderAsync();
        foreach (var receipt in receipts)
        {
            Assert.True(await reader.ReadAsync());
            Assert.Equal((string?)receipt["subjects"]![0], reader.GetString(0));
            Assert.True(JsonNode.DeepEquals(receipt, JsonNode.Parse(reader.GetString(1))));
        }
    }
}
