namespace DashboardPreview.Tests.Seed;

/// <summary>Invents rows of <c>report</c>: 130 days of three sources, with days without visitors, and cohorts that never return.</summary>
static class SeededReport
{
    public const int Days = 130;
    public static readonly IReadOnlyList<string> Sources = ["web", "ios", "o'hara"];
    public static readonly IReadOnlyDictionary<string, string[]> Funnels = new Dictionary<string, string[]>
    {
        ["checkout"] = ["product viewed", "product added", "checkout started", "order completed"],
        ["signup"] = ["/pricing", "sign_up_started", "sign_up"],
    };

    // On earlier days a step had another name, and a funnel had a step less.
    static readonly IReadOnlyDictionary<string, string[]> _earlierFunnels = new Dictionary<string, string[]>
    {
        ["checkout"] = ["product viewed", "added to cart", "checkout started", "order completed"],
        ["signup"] = ["/pricing", "sign_up"],
    };
    const int DaysOfFunnels = 20;
    static readonly (string Breakdown, string[] Values)[] _breakdowns =
    [
        ("channel", ["direct", "organic search", "paid social"]),
        ("device", ["desktop", "mobile"]),
    ];
    static readonly string[] _channels = ["direct", "organic search", "paid search", "paid social", "email", "referral"];
    static readonly string[] _paths = ["/", "/pricing", "/docs/getting-started", "/products/red-shoes", "/cart", "/checkout", "(other)"];

    /// <param name="last">The last day that is reported.</param>
    public static ReportRows UpTo(DateOnly last)
    {
        Random chance = new(20261128);
        var days = Enumerable.Range(0, Days).Select(back => last.AddDays(-back)).Reverse().ToArray();
        var weeks = days.Where(day => day.DayOfWeek == DayOfWeek.Monday).ToArray();
        var pairs = days.SelectMany(day => Sources.Select((source, size) => (day, source, size: 4 - size))).ToArray();
        return new ReportRows(
            [.. pairs.Select(at => Summary(chance, at.day, at.source, at.size))],
            [
                .. days.SelectMany(day => Sources.SelectMany(source => Cohort(chance, source, "day", day, last, 30))),
                .. weeks.SelectMany(week => Sources.SelectMany(source => Cohort(chance, source, "week", week, last, 12))),
            ],
            [.. pairs.SelectMany(at => Funnels.Keys.SelectMany(funnel => Steps(chance, funnel, at.day, last, at.source, at.size)))],
            [.. pairs.SelectMany(at => Paths(chance, at.day, at.source, at.size))],
            [.. pairs.SelectMany(at => PageTimes(chance, at.day, at.source, at.size))],
            [.. pairs.SelectMany(at => Touches(chance, at.day, at.source))]
        );
    }

    static SummaryRow Summary(Random chance, DateOnly day, string source, int size)
    {
        var visitors = size * chance.Next(150, 300);
        var sessions = visitors + chance.Next(visitors / 3);
        return new(day, source, visitors, visitors / 4, sessions, sessions / chance.Next(2, 5), sessions * chance.Next(2, 6));
    }

    // A period without visitors has no row.
    static IEnumerable<CohortRow> Cohort(Random chance, string source, string grain, DateOnly cohort, DateOnly last, int most)
    {
        // A day without new visitors is a cohort too.
        var size = source == "o'hara" && cohort.DayNumber % 5 == 0 ? 0 : chance.Next(40, 240);
        yield return new(source, grain, cohort, 0, size);
        for (var period = 1; period <= most && cohort.AddDays(period * (grain == "week" ? 7 : 1)) <= last; period++)
        {
            var came = (long)(size * (0.5 * Math.Exp(-period / 3.0) + 0.06) * (0.6 + 0.8 * chance.NextDouble()));
            if (came > 0 && chance.Next(12) > 0)
                yield return new(source, grain, cohort, period, came);
        }
    }

    static FunnelRow[] Steps(Random chance, string funnel, DateOnly day, DateOnly last, string source, int size)
    {
        var names = (day > last.AddDays(-DaysOfFunnels) ? Funnels : _earlierFunnels)[funnel];
        var all = new int[names.Length];
        for (var at = 0; at < all.Length; at++)
            all[at] = at == 0 ? size * chance.Next(20, 90) : all[at - 1] * chance.Next(20, 90) / 100;
        var rows = names.Index().Select(step => Row(step, "", "", all[step.Index]));
        foreach (var (breakdown, values) in _breakdowns)
        {
            var parts = Enumerable.Repeat(all[0], values.Length).ToArray();
            foreach (var step in names.Index())
            {
                parts = Split(chance, all[step.Index], parts);
                rows = rows.Concat([.. values.Zip(parts, (value, part) => Row(step, breakdown, value, part))]);
            }
        }
        return [.. rows];

        FunnelRow Row((int Index, string Name) step, string breakdown, string value, int visitors) =>
            new(
                funnel,
                day,
                source,
                breakdown,
                value,
                step.Index + 1,
                step.Name,
                visitors,
                step.Index == 0 || visitors == 0 ? null : chance.Next(5, 900)
            );
    }

    // Splits a step's visitors into parts that add up to them, none above that of the step before.
    static int[] Split(Random chance, int visitors, int[] limits)
    {
        var parts = new int[limits.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            var room = limits.Skip(at + 1).Sum();
            var share = (double)visitors * limits[at] / Math.Max(1, room + limits[at]) * (0.7 + (0.6 * chance.NextDouble()));
            parts[at] = Math.Clamp((int)share, Math.Max(0, visitors - room), Math.Min(limits[at], visitors));
            visitors -= parts[at];
        }
        return parts;
    }

    static IEnumerable<PathRow> Paths(Random chance, DateOnly day, string source, int size) =>
        _paths
            .SelectMany(from => _paths.Select(to => (from, to)))
            .Where(step => step.from != step.to && chance.Next(3) > 0)
            .Select(step => new PathRow(source, day, step.from, step.to, size * chance.Next(1, 60)));

    static IEnumerable<PageTimeSeed> PageTimes(Random chance, DateOnly day, string source, int size) =>
        _paths.Select(path =>
        {
            var views = (long)size * chance.Next(1, 200);
            return new PageTimeSeed(source, day, path, views, views * chance.Next(1_000, 180_000));
        });

    static IEnumerable<TouchRow> Touches(Random chance, DateOnly day, string source) =>
        Funnels.Keys.SelectMany(funnel =>
            new[] { "first", "last" }.SelectMany(touch =>
                _channels
                    .Where(_ => chance.Next(4) > 0)
                    .Select(channel => new TouchRow(day, source, funnel, touch, channel, chance.Next(1, 30)))
            )
        );
}
