using System.Globalization;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the panels of retention with the seeded cohorts.</summary>
public sealed class RetentionValuesTests(SeededWarehouse warehouse)
{
    public static TheoryData<string, int, string[]> Picks =>
        new()
        {
            { "day", 30, [] },
            { "day", 7, ["o'hara"] },
            { "week", 90, [] },
            { "week", 90, ["web", "ios"] },
        };

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_heatmap_has_a_cell_for_each_cohort_and_age(string grain, int days, string[] sources)
    {
        var (seeded, shown, expected) = await ExpectAsync(grain, days, sources, 30);
        await using var _ = shown;

        var frame = await shown.AskAsync("Retention by cohort", seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources, ("grain", grain));

        // The time of a cell is the end of its cohort's day or week.
        var cohorts = frame.Days("Time").Select(end => end.AddDays(grain == "week" ? -7 : -1)).ToArray();
        var cells = frame
            .Fields.Skip(1)
            .SelectMany(field =>
                cohorts.Zip(field.Values, (cohort, value) => (cohort, Age: int.Parse(field.Name, CultureInfo.InvariantCulture), value))
            )
            .Where(cell => cell.value is not null)
            .ToDictionary(cell => (cell.cohort, cell.Age), cell => (double)cell.value!);
        Assert.Equal(expected.Where(cell => cell.Value.Size > 0).Select(cell => cell.Key).Order(), cells.Keys.Order());
        Assert.All(cells, cell => Assert.Equal(100d * expected[cell.Key].Came / expected[cell.Key].Size, cell.Value, 6));
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_table_has_the_same_figures(string grain, int days, string[] sources)
    {
        var (seeded, shown, expected) = await ExpectAsync(grain, days, sources, 12);
        await using var _ = shown;

        var frame = await shown.AskAsync("Cohorts", seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources, ("grain", grain));

        var cohorts = frame.Texts("cohort").Select(text => DateOnly.ParseExact(text!, "yyyy-MM-dd")).ToArray();
        Assert.Equal(cohorts.OrderDescending(), cohorts);
        for (var age = 1; age <= 12; age++)
        {
            Assert.Equal(
                cohorts.Select(cohort =>
                    expected.TryGetValue((cohort, age), out var cell) && cell.Size > 0 ? 100d * cell.Came / cell.Size : (double?)null
                ),
                frame.Numbers($"{age}"),
                Columns.Near
            );
        }
        Assert.All(cohorts.Zip(frame.Numbers("visitors")).Where(row => expected.ContainsKey((row.First, 1))), row =>
            Assert.Equal(expected[(row.First, 1)].Size, row.Second)
        );
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_bars_are_the_percent_of_all_cohorts_that_are_old_enough(string grain, int days, string[] sources)
    {
        var (seeded, shown, expected) = await ExpectAsync(grain, days, sources, 14);
        await using var _ = shown;

        var frame = await shown.AskAsync(
            "Retention by age of the cohort",
            seeded.MergedAt.AddDays(-days),
            seeded.MergedAt,
            sources,
            ("grain", grain)
        );

        var ages = expected.Where(cell => cell.Value.Size > 0).GroupBy(cell => cell.Key.Age).OrderBy(age => age.Key).ToArray();
        Assert.Equal(ages.Select(age => $"{age.Key}"), frame.Texts("age"));
        Assert.Equal(
            ages.Select(age => (double?)(100d * age.Sum(cell => cell.Value.Came) / age.Sum(cell => cell.Value.Size))),
            frame.Numbers("percent"),
            Columns.Near
        );
    }

    // A cell for every age that has wholly passed by the last reported day, 0 without visitors.
    async Task<(Seeded Seeded, ShownDashboard Shown, Dictionary<(DateOnly Cohort, int Age), (long Size, long Came)> Expected)> ExpectAsync(
        string grain,
        int days,
        string[] sources,
        int most
    )
    {
        var seeded = await warehouse.ReadyAsync();
        var picked = seeded
            .Report.Cohorts.Where(row =>
                row.Grain == grain && row.Cohort >= seeded.Today.AddDays(-days) && (sources.Length == 0 || sources.Contains(row.Source))
            )
            .ToArray();
        Dictionary<(DateOnly, int), (long, long)> expected = [];
        foreach (var cohort in picked.GroupBy(row => row.Cohort))
        {
            var size = cohort.Where(row => row.Period == 0).Sum(row => row.Visitors);
            for (var age = 1; age <= most && cohort.Key.AddDays((age + 1) * cohort.First().Days) <= seeded.Today; age++)
                expected[(cohort.Key, age)] = (size, cohort.Where(row => row.Period == age).Sum(row => row.Visitors));
        }
        Assert.NotEmpty(expected);
        return (seeded, new ShownDashboard(seeded, ShownDashboard.Retention), expected);
    }
}
