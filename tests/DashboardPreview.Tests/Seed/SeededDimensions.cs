namespace DashboardPreview.Tests.Seed;

/// <summary>Counts dimensions of invented sessions by minute; independent of the sessions but for their times.</summary>
static class SeededDimensions
{
    public static IReadOnlyList<DimensionRow> Of(IReadOnlyList<SessionRow> sessions) =>
        [
            .. sessions
                .SelectMany(one => one.IsBot ? [Row(one, "bot", one.Browser ?? "", one.PageViews)] : Counted(one))
                .GroupBy(row => (row.Minute, row.Source, row.Dimension, row.Value, row.Currency))
                .Select(group =>
                    group.First() with
                    {
                        Events = group.Sum(row => row.Events),
                        PageViews = group.Sum(row => row.PageViews),
                        Revenue = group.Sum(row => row.Revenue),
                    }
                ),
        ];

    static IEnumerable<DimensionRow> Counted(SessionRow one)
    {
        yield return Row(one, "page", one.Entry ?? "", one.PageViews);
        yield return Row(one, "screen", one.Device == "desktop" && one.PageViews % 2 == 0 ? "laptop" : one.Device ?? "mobile");
        yield return Row(one, "property:author", one.PageViews % 3 == 0 ? "Ada" : "Émile du Châtelet");
        if (one.PageViews % 2 == 0)
        {
            yield return Row(one, "search", $"a {one.Entry}");
            yield return Row(one, "property:plan", one.PageViews > 4 ? "pro" : "free");
        }
        else if (one.PageViews > 1)
        {
            yield return Row(one, "not_found", $"{one.Entry}-gone");
        }
        if (one.PageViews > 5)
            yield return Row(one, "goal", "sign_up");
        if (one.Currency is not { } currency)
            yield break;
        yield return Row(one, "product", $"{one.Entry} in blue") with
        {
            Currency = currency,
            Revenue = one.Revenue,
        };
        // Some sessions have several orders.
        yield return Row(one, "goal", "purchase") with
        {
            Currency = currency,
            Revenue = one.Revenue,
            Events = one.PageViews > 4 ? 3 : 1,
        };
    }

    static DimensionRow Row(SessionRow one, string dimension, string value, int views = 0) =>
        new(
            DateTimeOffset.FromUnixTimeSeconds(one.StartedAt.ToUnixTimeSeconds() / 60 * 60),
            one.Source,
            dimension,
            value.Length > 500 ? value[..500] : value,
            "",
            Math.Max(1, views),
            views,
            0
        );
}
