using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the series, the currencies and the products of <c>revenue.json</c> with the seeded sessions and orders.</summary>
public sealed class RevenueValuesTests(SeededWarehouse warehouse)
{
    public static TheoryData<SessionPick> Picks => SessionPick.All;

    [Theory]
    [InlineData(24, SessionPick.Before)]
    [InlineData(24, SessionPick.Weekdays)]
    [InlineData(168, SessionPick.Before)]
    [InlineData(168, SessionPick.Nothing)]
    [InlineData(720, SessionPick.Weekdays)]
    public async Task Revenue_of_each_slot_is_beside_that_of_the_period_before(int hours, string compare)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, hours == 24 ? 30 : 0, [], Compare: compare);
        await using ShownDashboard revenue = new(seeded, "revenue.json");

        var frame = await pick.AskAsync(revenue, seeded, "Revenue over time", ("currency", "USD"));

        var times = frame.Numbers("time").Select(time => DateTimeOffset.FromUnixTimeMilliseconds((long)time!.Value)).ToArray();
        var slot = times[1] - times[0];
        var shift = pick.Shift(seeded, hours == 24 ? TimeSpan.FromHours(hours) : slot * times.Length);
        var (begin, end) = (pick.Begin(seeded), hours == 24 ? pick.To(seeded) : times[^1] + slot);
        var paid = (TimeSpan shift) =>
            times.Select(time =>
                (double?)
                    (double)
                        pick.Between(seeded, Later(time, begin) - shift, Earlier(time + slot, end) - shift)
                            .Where(one => one.Currency == "USD")
                            .Sum(one => one.Revenue)
            );
        Assert.Equal(paid(TimeSpan.Zero), frame.Numbers("revenue"), Columns.Near);
        Assert.Equal(
            compare == SessionPick.Nothing ? times.Select(_ => (double?)null) : paid(shift),
            frame.Numbers("before"),
            Columns.Near
        );
        Assert.Equal(hours > 48, slot == TimeSpan.FromDays(1));
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Each_currency_has_its_own_sum(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard revenue = new(seeded, "revenue.json");

        var frame = await pick.AskAsync(revenue, seeded, "Currencies");

        var expected = Paying(pick.Now(seeded))
            .GroupBy(one => one.Currency!)
            .OrderByDescending(currency => currency.Count())
            .ThenBy(currency => currency.Key, StringComparer.Ordinal)
            .Select(currency => currency.ToArray())
            .ToArray();
        Assert.Equal(expected.Select(rows => rows[0].Currency), frame.Texts("currency"));
        Assert.Equal(expected.Select(rows => (double?)(double)rows.Sum(one => one.Revenue)), frame.Numbers("revenue"), Columns.Near);
        Assert.Equal(expected.Select(rows => (double?)rows.Length), frame.Numbers("paying sessions"));
        Assert.Equal(expected.Select(rows => (double?)(double)rows.Average(one => one.Revenue)), frame.Numbers("average"), Columns.Near);
        var (now, before) = pick.Changed(seeded);
        Assert.Equal(
            SessionPick.Changes((Paying(now), Paying(before)), expected, one => one.Currency!, one => (double)one.Revenue),
            frame.Numbers("change"),
            Columns.Near
        );
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_overview_has_the_sum_of_each_currency_beside_the_period_before(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard overview = new(seeded, "overview.json");

        var frame = await pick.AskAsync(overview, seeded, "Revenue");

        var sums = (SessionRow[] rows) =>
            Paying(rows).GroupBy(one => one.Currency!).ToDictionary(group => group.Key, group => (double)group.Sum(one => one.Revenue));
        var (now, before) = (sums(pick.Now(seeded)), sums(pick.Compared(seeded)));
        // A currency that nobody paid in during the range is not shown.
        var shown = Paying(pick.Now(seeded))
            .GroupBy(one => one.Currency!)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(3)
            .Select(group => group.Key)
            .ToList();
        Assert.Equal(shown.Order(), frame.Fields.Skip(1).Select(field => field.Name).Order());
        foreach (var currency in shown)
        {
            Assert.Equal(now[currency], frame.Numbers(currency)[^1]!.Value, 4);
            if (before.TryGetValue(currency, out var earlier))
                Assert.Equal(earlier, frame.Numbers(currency)[0]!.Value, 4);
        }
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Tables_add_up_revenue_by_value(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard revenue = new(seeded, "revenue.json");
        var paid = (SessionRow[] rows) => rows.Where(one => one.Currency == "USD").ToArray();
        // A currency that nobody paid in is not on offer; the dashboard shows the first one then.
        if (paid(pick.Now(seeded)).Length == 0)
            return;
        foreach (
            var (title, dimension, column) in new[]
            {
                ("Revenue by channel", "channel", "channel"),
                ("Revenue by entry page", "entry_page", "page"),
                ("Revenue by campaign", "utm_campaign", "campaign"),
                ("Revenue by country", "country", "country"),
            }
        )
        {
            var frame = await pick.AskAsync(revenue, seeded, title, ("currency", "USD"));

            var expected = paid(pick.Now(seeded))
                .GroupBy(one => one.Value(dimension))
                .OrderByDescending(group => group.Sum(one => one.Revenue))
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(10)
                .Select(group => group.ToArray())
                .ToArray();
            Assert.Equal(expected.Select(rows => rows[0].Value(dimension)), frame.Texts(column));
            Assert.Equal(expected.Select(rows => (double?)(double)rows.Sum(one => one.Revenue)), frame.Numbers("revenue"), Columns.Near);
            Assert.Equal(expected.Select(rows => (double?)rows.Length), frame.Numbers("paying sessions"));
            var (now, before) = pick.Changed(seeded);
            Assert.Equal(
                SessionPick.Changes((paid(now), paid(before)), expected, one => one.Value(dimension), one => (double)one.Revenue),
                frame.Numbers("change"),
                Columns.Near
            );
        }
    }

    [Theory]
    [InlineData(24, SessionPick.Before)]
    [InlineData(168, SessionPick.Weekdays)]
    [InlineData(720, SessionPick.Before)]
    [InlineData(720, SessionPick.Nothing)]
    public async Task A_product_is_beside_its_revenue_of_the_period_before(int hours, string compare)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, [], Compare: compare);
        await using ShownDashboard revenue = new(seeded, "revenue.json");

        var frame = await pick.AskAsync(revenue, seeded, "Products", ("currency", "USD"));

        var (begin, length, before) = pick.ChangedBounds(seeded);
        var sold = (string? product, DateTimeOffset from, TimeSpan length) =>
            (double)
                seeded
                    .Sessions.Dimensions.Where(row => row is { Dimension: "product", Currency: "USD" } && row.Value == product)
                    .Where(row => row.Minute >= from && row.Minute < from + length)
                    .Sum(row => row.Revenue);
        Assert.Equal(
            frame
                .Texts("product")
                .Select(product =>
                    compare != SessionPick.Nothing && sold(product, before, length) is > 0 and var earlier
                        ? (sold(product, begin, length) / earlier) - 1
                        : (double?)null
                ),
            frame.Numbers("change"),
            Columns.Near
        );
    }

    static SessionRow[] Paying(SessionRow[] rows) => [.. rows.Where(one => one.Currency is not null)];

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
