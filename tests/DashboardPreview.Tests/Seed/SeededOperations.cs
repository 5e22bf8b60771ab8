namespace DashboardPreview.Tests.Seed;

/// <summary>
/// Invents what batch jobs leave behind: differences of forty days with some that nothing explains, days compared twice, days
/// left out, and runs of every outcome.
/// </summary>
static class SeededOperations
{
    const int Days = 40;
    const int UnexplainedDay = 5;

    // On this day fewer events are lost than duplicates were removed.
    const int HiddenDay = 6;

    // On this day one name has as many events too many as another has too few.
    const int CancelingDay = 2;
    static readonly int[] _unchecked = [3, 12];
    static readonly int[] _comparedTwice = [4, 5, 6];

    public static OperationRows At(DateTimeOffset now)
    {
        Random chance = new(20261129);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var first = Enumerable
            .Range(1, Days)
            .Except(_unchecked)
            .SelectMany(back => SeededReport.Sources.SelectMany(source => Found(chance, today, back, source)))
            .ToArray();
        return new OperationRows(
            [.. first, .. first.Where(row => _comparedTwice.Any(back => today.AddDays(-back) == row.Day)).Select(row => Again(row, now))],
            [.. _unchecked.Select(back => today.AddDays(-back))],
            Runs(now),
            [(now.AddDays(-2), null), (now.AddDays(-3), "web"), (now.AddDays(-20), "ios")],
            [("live", now.AddHours(-30)), ("live", now.AddHours(-6)), ("live", null), ("annotation", now.AddHours(-6))],
            [.. Enumerable.Range(1, 12).SelectMany(back => SeededReport.Sources.Select(source => Minute(chance, now, back, source)))]
        );
    }

    static IEnumerable<DifferenceRow> Found(Random chance, DateOnly today, int back, string source)
    {
        var lake = chance.Next(2_000, 9_000);
        var (duplicates, late) = (chance.Next(0, 4), chance.Next(1, 30));
        var lost = (back, source) switch
        {
            (UnexplainedDay, "web") => 7,
            (HiddenDay, "web") => 2,
            _ => 0,
        };
        duplicates += lost;
        var moved = back == CancelingDay && source == "web" ? 3 : 0;
        var total = new DifferenceRow(
            $"run-{back:00}",
            // The run began at the end of the day.
            new DateTimeOffset(today.AddDays(1 - back), new TimeOnly(0, 5), TimeSpan.Zero),
            today.AddDays(-back),
            source,
            "",
            lake + duplicates - lost,
            lake,
            duplicates,
            0,
            late,
            lost + (2 * moved)
        );
        yield return total;
        var ofName = lake / 2;
        yield return total with
        {
            Name = "page_view",
            Live = ofName + duplicates - lost + moved,
            Lake = ofName,
            Unexplained = lost + moved,
        };
        if (moved > 0)
        {
            yield return total with
            {
                Name = "click",
                Live = 90 - moved,
                Lake = 90,
                Duplicates = 0,
                Late = 0,
                Unexplained = moved,
            };
        }
    }

    // After a run the live numbers are those of the lake, which keeps the duplicates; on one day they hold an event too many.
    static DifferenceRow Again(DifferenceRow row, DateTimeOffset now)
    {
        var added = row.Day == DateOnly.FromDateTime(now.UtcDateTime).AddDays(-HiddenDay) && row.Source == "web" ? 1 : 0;
        return row with
        {
            RunId = "again",
            CorrectedAt = now.AddHours(-1),
            Live = row.Lake + added,
            RemovedBefore = row.Duplicates,
            Unexplained = added,
        };
    }

    // The time is early in the day, so that the ranges of the live dashboard do not reach it.
    static MinuteRow Minute(Random chance, DateTimeOffset now, int back, string source) =>
        new(
            new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-back).AddHours(6),
            source,
            chance.Next(3_000, 9_000),
            chance.Next(20, 400),
            chance.Next(0, 60)
        );

    static IReadOnlyList<RunRow> Runs(DateTimeOffset now) =>
        [
            .. Enumerable
                .Range(1, 25)
                .SelectMany(back =>
                    new[] { "reprocess", "report", "compact" }.Select(
                        (job, hour) =>
                        {
                            var at = now.AddDays(-back).AddHours(hour);
                            return new RunRow($"{job}-{back}", job, at.AddSeconds(-2), at, at.AddMinutes(3 + hour), 0, 1_000 * back, null);
                        }
                    )
                ),
            new(
                "failed-1",
                "report",
                now.AddHours(-9),
                now.AddHours(-9),
                now.AddHours(-9).AddSeconds(40),
                69,
                null,
                "PostgreSQL does not answer: connection refused; the next run derives these days."
            ),
            new("died-1", "compact", null, now.AddHours(-30), null, null, null, null),
            new("late-1", "report", now.AddHours(-8), now.AddHours(-7), now.AddHours(-7).AddMinutes(4), 0, 12_345, "2 days caught up"),
            new("running-1", "reprocess", now.AddMinutes(-3), now.AddMinutes(-3), null, null, null, null),
        ];
}
