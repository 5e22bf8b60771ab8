using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the figures of the dashboards of sessions with the seeded sessions, of closed and of open days.</summary>
public sealed partial class SessionValuesTests(SeededWarehouse warehouse)
{
    public static TheoryData<SessionPick> Picks => SessionPick.All;

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_header_compares_with_the_period_before(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard overview = new(seeded, "overview.json");
        await using ShownDashboard content = new(seeded, "content.json");

        await CheckAsync(pick, seeded, overview, "Visitors", "visitors", Visitors);
        await CheckAsync(pick, seeded, overview, "Sessions", "sessions", rows => rows.Length);
        await CheckAsync(pick, seeded, overview, "Page views", "views", rows => rows.Sum(one => one.PageViews));
        await CheckAsync(pick, seeded, overview, "Bounce rate", "bounced", rows => Part(rows, one => one.IsBounce));
        await CheckAsync(pick, seeded, overview, "Conversion rate", "converted", rows => Part(rows, one => one.Conversions > 0));
        await CheckAsync(pick, seeded, content, "Views per session", "views", rows => rows.Average(one => one.PageViews));
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Durations_are_the_median_and_the_90th_percentile(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard overview = new(seeded, "overview.json");

        var frame = await pick.AskAsync(overview, seeded, "Visit duration");

        var durations = pick.Now(seeded).Select(one => Math.Round(one.Seconds)).Order().ToArray();
        foreach (var (name, share) in new[] { ("p50", 0.5), ("p90", 0.9) })
        {
            var expected = durations[(int)Math.Ceiling(share * durations.Length) - 1];
            // The sums of closed days hold durations in steps of 5 %.
            Assert.InRange(frame.Numbers(name)[^1]!.Value, expected * (pick.IsSummed ? 0.97 : 1), expected * (pick.IsSummed ? 1.03 : 1));
        }
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Tables_add_up_sessions_by_value(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        foreach (
            var (file, title, dimension, column, most) in new[]
            {
                ("overview.json", "Channels", "channel", "channel", 10),
                ("overview.json", "Entry pages", "entry_page", "page", 10),
                ("overview.json", "Countries", "country", "country", 10),
                ("acquisition.json", "Channels", "channel", "channel", 12),
                ("acquisition.json", "Referrers", "referrer", "referrer", 12),
                ("acquisition.json", "Campaigns", "utm_campaign", "campaign", 10),
                ("acquisition.json", "Campaign sources", "utm_source", "utm_source", 8),
                ("acquisition.json", "Campaign media", "utm_medium", "utm_medium", 8),
                ("acquisition.json", "Campaign terms", "utm_term", "utm_term", 8),
                ("acquisition.json", "Campaign contents", "utm_content", "utm_content", 8),
                ("content.json", "Entry pages", "entry_page", "page", 15),
                ("content.json", "Exit pages", "exit_page", "page", 12),
                ("audience.json", "Countries", "country", "country", 12),
                ("audience.json", "Regions", "region", "region", 10),
                ("audience.json", "Cities", "city", "city", 10),
                ("audience.json", "Devices", "device", "device", 6),
                ("audience.json", "Browsers", "browser", "browser", 6),
                ("audience.json", "Systems", "os", "os", 6),
                ("audience.json", "Languages", "locale", "locale", 6),
                ("audience.json", "App versions", "app_version", "version", 7),
            }
        )
        {
            await using ShownDashboard shown = new(seeded, file);
            var frame = await pick.AskAsync(shown, seeded, title);

            var expected = pick.Now(seeded)
                .GroupBy(one => one.Value(dimension))
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(most)
                .Select(group => group.ToArray())
                .ToArray();
            Assert.Equal(expected.Select(rows => rows[0].Value(dimension)), frame.Texts(column));
            Assert.Equal(expected.Select(rows => (double?)rows.Length), frame.Numbers("sessions"));
            Assert.Equal(expected.Select(rows => pick.Visitors(rows)), frame.Numbers("visitors"));
            Assert.Equal(
                SessionPick.Changes(pick.Changed(seeded), expected, one => one.Value(dimension), _ => 1),
                frame.Numbers("change"),
                Columns.Near
            );
            Assert.Equal(expected.Select(rows => (double?)rows.Length / pick.Now(seeded).Length), frame.Numbers("share"), Columns.Near);
            // The small tables have no more columns.
            if (frame.Fields.All(field => field.Name != "views"))
                continue;
            Assert.Equal(expected.Select(rows => (double?)rows.Sum(one => one.PageViews)), frame.Numbers("views"));
            Assert.Equal(expected.Select(rows => (double?)Part(rows, one => one.IsBounce)), frame.Numbers("bounced"), Columns.Near);
            Assert.Equal(
                expected.Select(rows => (double?)Part(rows, one => one.Conversions > 0)),
                frame.Numbers("converted"),
                Columns.Near
            );
        }
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Revenue_is_added_up_by_currency(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard revenue = new(seeded, "revenue.json");
        // A currency without purchases is not on offer; the dashboard then shows the first one.
        if (pick.Now(seeded).All(one => one.Currency != "EUR"))
            return;
        var paid = (SessionRow[] rows) => rows.Where(one => one.Currency == "EUR").ToArray();

        await CheckAsync(
            pick,
            seeded,
            revenue,
            "Revenue",
            "revenue",
            rows => (double)paid(rows).Sum(one => one.Revenue),
            ("currency", "EUR")
        );
        await CheckAsync(pick, seeded, revenue, "Paying sessions", "sessions", rows => paid(rows).Length, ("currency", "EUR"));
        await CheckAsync(
            pick,
            seeded,
            revenue,
            "Paying rate",
            "paid",
            rows => Part(rows, one => one.Currency == "EUR"),
            ("currency", "EUR")
        );
        var channels = await pick.AskAsync(revenue, seeded, "Revenue by channel", ("currency", "EUR"));
        var expected = paid(pick.Now(seeded))
            .GroupBy(one => one.Channel!)
            .Select(group => (group.Key, (double?)(double)group.Sum(one => one.Revenue)))
            .OrderByDescending(group => group.Item2)
            .ToArray();
        Assert.Equal(expected.Select(one => one.Key), channels.Texts("channel"));
        Assert.Equal(expected.Select(one => one.Item2), channels.Numbers("revenue"), Columns.Near);
        var compared = pick.Changed(seeded);
        Assert.Equal(
            SessionPick.Changes(
                (paid(compared.Now), paid(compared.Before)),
                [.. expected.Select(one => paid(pick.Now(seeded)).Where(row => row.Channel == one.Key).ToArray())],
                one => one.Channel!,
                one => (double)one.Revenue
            ),
            channels.Numbers("change"),
            Columns.Near
        );
    }

    static async Task CheckAsync(
        SessionPick pick,
        Seeded seeded,
        ShownDashboard shown,
        string title,
        string column,
        Func<SessionRow[], double> figure,
        params (string Variable, string Value)[] others
    )
    {
        var frame = await pick.AskAsync(shown, seeded, title, others);
        var (now, before) = (pick.Now(seeded), pick.Compared(seeded));
        Assert.NotEmpty(now);
        Assert.True(
            Columns.Near(figure(now), frame.Numbers(column)[^1]),
            $"{title}: expected {figure(now)}, shown {frame.Numbers(column)[^1]}"
        );
        if (frame.Rows == 2 && frame.Numbers(column)[0] is { } shownBefore)
            Assert.True(Columns.Near(figure(before), shownBefore), $"{title} before: expected {figure(before)}, shown {shownBefore}");
        else
            Assert.True(before.Length == 0 || others.Length > 0, $"{title}: nothing of the period before");
        Assert.True(before.Length > 0 || frame.Rows == 1 || frame.Numbers(column)[0] is null, $"{title}: something of no period");
    }

    static double Visitors(SessionRow[] rows) => rows.Select(one => (one.Source, one.Visitor)).Distinct().Count();

    static double Part(SessionRow[] rows, Func<SessionRow, bool> counts) => (double)rows.Count(counts) / rows.Length;
}
