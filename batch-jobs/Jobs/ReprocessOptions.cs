using System.CommandLine;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Jobs;

/// <summary>The options of reprocess.</summary>
static class ReprocessOptions
{
    public static Option<DateOnly?> From { get; } = DayOption.Create("--from", "The first day; without it the day of --to.");
    public static Option<DateOnly?> To { get; } = DayOption.Create("--to", "The last day; without it yesterday.");
    public static Option<int?> Last { get; } =
        Options.Number<int>("--last", 1, 31, "This many closed days up to yesterday, those left out that the lake no longer keeps.");
    public static Option<int?> Unchecked { get; } =
        Options.Number<int>(
            "--unchecked",
            1,
            31,
            "Also up to this many days that no run has compared with the lake since they closed, the newest first."
        );
    public static Option<int> RowsPerPart { get; } =
        Options.Number(
            "--rows-per-part",
            ReprocessSettings.UsualRowsPerPart,
            1,
            1_000_000,
            "The most changed rows of one transaction, for which merges wait."
        );
    public static Option<string?> Source { get; } = new("--source") { Description = "Only this source. Without it all." };

    public static Option<bool> Open { get; } =
        new("--open") { Description = "Allow the open day, which goes on changing: --to may be today, and is without the option." };

    /// <exception cref="JobException">The days are in the wrong order, not closed, or given in two ways.</exception>
    public static ReprocessSettings Read(ParseResult parsed, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var newest = parsed.GetValue(Open) ? today : today.AddDays(-1);
        var (last, more) = (parsed.GetValue(Last), parsed.GetValue(Unchecked));
        if ((last ?? more) is not null)
        {
            if (parsed.GetValue(From) is not null || parsed.GetValue(To) is not null || newest == today)
                throw new JobException(ExitCodes.Usage, "--last and --unchecked take neither --from, --to nor --open.");

            return new(newest.AddDays(1 - (last ?? 0)), newest, parsed.GetValue(Source), SharedOptions.Wait.Get(parsed))
            {
                IsRelative = true,
                MostUnchecked = more ?? 0,
                RowsPerPart = parsed.GetValue(RowsPerPart),
            };
        }

        var to = parsed.GetValue(To) ?? newest;
        var from = parsed.GetValue(From) ?? to;
        if (from > to)
            throw new JobException(ExitCodes.Usage, $"--from {from:O} is after --to {to:O}.");

        if (to > newest)
        {
            throw new JobException(
                ExitCodes.Usage,
                to == today ? $"--to {to:O} is not closed yet: give --open to correct it nevertheless." : $"--to {to:O} is in the future."
            );
        }

        return new ReprocessSettings(from, to, parsed.GetValue(Source), SharedOptions.Wait.Get(parsed))
        {
            RowsPerPart = parsed.GetValue(RowsPerPart),
        };
    }
}
