using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares tables of what is counted by minute with the seeded minutes, of closed and of open days.</summary>
public sealed class DimensionValuesTests(SeededWarehouse warehouse)
{
    public static TheoryData<SessionPick> Picks =>
        [
            new SessionPick(1, 0, []),
            new SessionPick(24, 0, ["web"]),
            new SessionPick(24, 30, [], Compare: SessionPick.Weekdays),
            new SessionPick(24, 0, [], Compare: SessionPick.Nothing),
            new SessionPick(168, 0, []),
            new SessionPick(168, 0, [SeededSessions.OpenYesterday], Compare: SessionPick.Weekdays),
            new SessionPick(720, 0, []),
        ];

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Tables_add_up_minutes_by_value_and_compare_them(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        foreach (
            var (file, title, dimension, column, figure, most) in new[]
            {
                ("content.json", "Goals", "goal", "goal", "conversions", 12),
                ("content.json", "Properties", "property:author", "value", "events", 12),
                ("content.json", "Properties", "property:plan", "value", "events", 12),
                ("content.json", "Pages", "page", "page", "views", 15),
                ("content.json", "Pages not found", "not_found", "page", "times", 12),
                ("content.json", "Searches", "search", "searched", "times", 12),
                ("overview.json", "Top pages", "page", "page", "views", 10),
                ("audience.json", "Screens", "screen", "screen", "events", 6),
            }
        )
        {
            await using ShownDashboard shown = new(seeded, file);

            var frame = await pick.AskAsync(shown, seeded, title, ("property", dimension.Split(':')[^1]));

            var rows = Rows(seeded, pick, dimension);
            var sum = (DimensionRow row) => figure == "views" ? row.PageViews : row.Events;
            var expected = rows.Where(row => row.Minute >= pick.Begin(seeded) && row.Minute < pick.To(seeded))
                .GroupBy(row => row.Value)
                .Select(group => (group.Key, Figure: (double?)group.Sum(sum)))
                .OrderByDescending(value => value.Figure)
                .ThenBy(value => value.Key, StringComparer.Ordinal)
                .Take(most)
                .ToArray();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, frame.Texts(column).Zip(frame.Numbers(figure), (value, amount) => (value!, amount)));

            var (begin, length, before) = pick.ChangedBounds(seeded);
            var of = (string value, DateTimeOffset from) =>
                rows.Where(row => row.Value == value && row.Minute >= from && row.Minute < from + length).Sum(sum);
            Assert.Equal(
                expected.Select(value =>
                    pick.Compare != SessionPick.Nothing && of(value.Key, before) is > 0 and var old
                        ? (of(value.Key, begin) / (double)old) - 1
                        : (double?)null
                ),
                frame.Numbers("change"),
                Columns.Near
            );
        }
    }

    [Theory]
    [InlineData(24)]
    [InlineData(168)]
    public async Task Conversions_are_divided_by_all_sessions(int hours)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, []);
        await using ShownDashboard content = new(seeded, "content.json");

        var frame = await pick.AskAsync(content, seeded, "Goals");

        var sessions = pick.Now(seeded).Length;
        Assert.Equal(frame.Numbers("conversions").Select(one => one / sessions), frame.Numbers("per session"), Columns.Near);
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Orders_are_events_with_revenue_not_sessions(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard revenue = new(seeded, "revenue.json");

        var frame = await pick.AskAsync(revenue, seeded, "Orders", ("currency", "USD"));

        var rows = Rows(seeded, pick, "goal").Where(row => row.Currency == "USD").ToArray();
        var (begin, length) = (pick.Begin(seeded), pick.To(seeded) - pick.Begin(seeded));
        Check(begin, frame.Rows - 1);
        if (pick.Compare == SessionPick.Nothing)
            Assert.Equal(1, frame.Rows);
        else
            Check(begin - pick.Shift(seeded, length), 0);

        void Check(DateTimeOffset from, int at)
        {
            var orders = rows.Where(row => row.Minute >= from && row.Minute < from + length).ToArray();
            Assert.NotEmpty(orders);
            Assert.Equal(orders.Sum(row => row.Events), frame.Numbers("orders")[at]);
            Assert.True(Columns.Near((double)orders.Sum(row => row.Revenue) / orders.Sum(row => row.Events), frame.Numbers("average")[at]));
        }
    }

    static DimensionRow[] Rows(Seeded seeded, SessionPick pick, string dimension) =>
        [
            .. seeded.Sessions.Dimensions.Where(row =>
                row.Dimension == dimension && (pick.Sources.Length == 0 || pick.Sources.Contains(row.Source))
            ),
        ];
}
