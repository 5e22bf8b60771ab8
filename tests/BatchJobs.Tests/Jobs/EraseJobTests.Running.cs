using System.Text;
using System.Text.Json.Nodes;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Local.Postgres;
using Analytics.Testing.Postgres;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

/// <content>The lake and the warehouse that hold the person.</content>
public sealed partial class EraseJobTests
{
    PersonLake Lake()
    {
        var lake = Streamed();
        lake.Rejected(
            Monday,
            Encoding.UTF8.GetBytes($$"""{"userId":"{{User}}"}"""),
            [0xff, .. Encoding.UTF8.GetBytes($$"""{"anonymousId":"{{Device}}""")],
            Encoding.Unicode.GetBytes($$"""{"userId":"{{User}}"}ÿ"""),
            Encoding.UTF8.GetBytes($"https://shop.example/?u={User}&x=1"),
            Encoding.UTF8.GetBytes("""{"userId":"bob-the-other"}""")
        );
        lake.Withheld(Monday, new("too_long", "traits", $"'{User}' is too long."), agent: null);
        lake.Withheld(Monday, new("too_long", "traits", "It is too long."), agent: $"shop/1 ({Device})");
        lake.Derived(
            lake.Folder.Sessions,
            "day, source, session_id, user_key, user_id, channel, entry_path, exit_path, utm_campaign",
            $"(DATE '{Monday}', 'web', 's1', '{Device}', '{User}', 'direct', '{Page}', '/', NULL), "
                + $"(DATE '{Tuesday}', 'web', 's2', '{Device}', NULL, 'direct', '/', '/', NULL), "
                + $"(DATE '{Tuesday}', 'web', 's3', '{Family}', 'bob-the-other', 'mail', '{Page}', '/', 'to:{User.ToUpperInvariant()}'), "
                + $"(DATE '{Monday}', 'web', 's4', 'bob-the-other', NULL, 'direct', '/', NULL, 'spring'), "
                + $"(DATE '{Monday}', 'web', '{User}:5', '', NULL, 'direct', '/', NULL, NULL)"
        );
        lake.Derived(
            lake.Folder.VisitorFirst,
            "source, visitor, first_day, utm_campaign",
            $"('web', '{Device}', DATE '{Sunday}', NULL), ('web', 'bob-the-other', DATE '{Monday}', 'mail of {User}'), "
                + $"('web', '{Family}', DATE '{Tuesday}', 'spring')"
        );
        lake.Derived(
            lake.Folder.Duplicates,
            "day, source, name, topic_id, topic, partition, offset",
            $"(DATE '{Monday}', 'web', 'Invited {User}', 'id', 'analytics.events', 0, 100L), "
                + $"(DATE '{Monday}', 'web', 'click', 'id', 'analytics.events', 0, 101L)"
        );
        return lake;
    }

    PersonLake Streamed()
    {
        var lake = new PersonLake(Path.Combine(_folder.Path, "lake"));
        lake.Events(Monday, (User, Device, "{}"), ("bob-the-other", null, "{}"), (null, Device, "{}"));
        lake.Events(Monday, (null, null, $$"""{"friend":"{{User}}"}"""));
        lake.Events(Tuesday, (User, null, "{}"), (User, Family, "{}"), ("bob-the-other", Family, "{}"), (null, Family, "{}"));
        lake.Derived(
            lake.Folder.VisitorDays,
            "day, source, visitor, utm_campaign, referrer_domain",
            $"(DATE '{Monday}', 'web', '{Device}', NULL, NULL), (DATE '{Tuesday}', 'web', '{User}', 'of {User}', NULL), "
                + $"(DATE '{Tuesday}', 'web', '{Family}', 'of {Device}', 'x.example'), "
                + $"(DATE '{Monday}', 'web', 'bob-the-other', 'spring', '{User}')"
        );
        return lake;
    }

    static async Task FillWarehouseAsync(TestDatabase database)
    {
        await using var owner = await database.OpenAsync(Role.Owner);
        await using var command = new NpgsqlCommand(
            $$"""
            INSERT INTO warehouse.sessions (day, source, session_id, user_key, user_id, started_at, last_at, events, page_views,
                conversions, is_bounce, is_bot)
            SELECT DATE '{{Monday}}', 'web', key || coalesce(id, ''), key, id, now(), now(), 1, 1, 0, true, false
            FROM (VALUES ('{{Device}}', '{{User}}'), ('{{Family}}', NULL), ('{{Family}}', 'bob-the-other')) AS s (key, id);
            INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                is_bounce, is_bot)
            VALUES (DATE '{{Monday}}', 'web', '{{User}}:1', 'never linked', now(), now(), 1, 1, 0, true, false);
            INSERT INTO warehouse.live_sessions (source, session_id, user_key, started_at, last_at, events, page_views, actions,
                conversions, is_bot, first_order)
            VALUES ('web', '{{User}} 2', 'never linked', now(), now(), 1, 1, 0, 0, false, ''),
                ('web', 'of another', 'of another', now(), now(), 1, 1, 0, 0, false, '');
            INSERT INTO staging.sessions (run_id, day, source, session_id, user_key, user_id, started_at, last_at, events, page_views,
                conversions, is_bounce, is_bot, revenue)
            SELECT 'died', day, source, session_id, user_key, user_id, started_at, last_at, events, page_views, conversions, is_bounce,
                is_bot, '{}'
            FROM warehouse.sessions;
            INSERT INTO warehouse.dead_letters (query, topic, topic_id, partition, "offset", reason, value)
            VALUES ('q', 't', 'i', 0, 1, 'r', convert_to('{"user_id":"{{User}}"}', 'UTF8') || '\x00ff'), ('q', 't', 'i', 0, 2, 'r', '\x00');
            INSERT INTO warehouse.lake_removals (source, what, before_day) VALUES ('web', 'events', '{{Monday}}')
            """,
            owner
        );
        await command.ExecuteNonQueryAsync();
    }

    async Task<(int Exit, JsonNode? Receipt)> EraseAsync(
        PersonLake lake,
        TestDatabase database,
        bool isDry = false,
        bool vacuum = true,
        DateOnly? to = null
    )
    {
        // Disposing the run would stop the session on which Delta's cached log of this lake still depends.
        var run = Run(lake, database, isDry);
        await using var warehouse = run.Warehouse;
        var file = Path.Combine(_folder.Path, $"receipt-{run.Id}.json");
        var settings = new EraseSettings(new([User], []), To: to)
        {
            VacuumNow = vacuum,
            Recount = true,
            ReceiptFile = file,
        };
        var exit = await EraseJob.RunAsync(run, settings, TestContext.Current.CancellationToken);
        return (exit, File.Exists(file) ? JsonNode.Parse(await File.ReadAllTextAsync(file)) : null);
    }

    static BatchRun Run(PersonLake lake, TestDatabase database, bool isDry) =>
        new("erase", new(lake.Folder, database.ConnectionString(Role.Batch), isDry), RunIdentity.New(), TimeProvider.System);

    // Days that the warehouse keeps; the first is a Sunday.
    static string Day(int after)
    {
        var then = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-200);
        return DayOption.Text(then.AddDays(after - (int)then.DayOfWeek));
    }

    static IEnumerable<(string Name, int Texts, int Rows)> Renamed(JsonNode receipt) =>
        receipt["renamed"]!.AsArray().Select(table => ((string)table!["store"]!, (int)table["texts"]!, (int)table["rows"]!));

    static IEnumerable<(string Name, int Found, int Removed)> Stores(JsonNode receipt) =>
        receipt["stores"]!.AsArray().Select(store => ((string)store!["store"]!, (int)store["found"]!, (int)store["removed"]!));
}
