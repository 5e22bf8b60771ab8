using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.BatchJobs.Settings;

namespace Analytics.BatchJobs.Jobs;

/// <summary>The options of report.</summary>
static class ReportOptions
{
    const string Remedy = ": give --open to report it as far as it has come";

    static readonly TimeProvider _clock = TimeProvider.System;

    public static Option<DateOnly?> Day { get; } =
        DayOption.Create("--day", "The only day; without it every closed day whose result is missing or older than its last reprocess.");

    public static Option<bool> Open { get; } =
        new("--open") { Description = "Report today too, as far as it has come; it is reported again when it is closed." };

    public static Option<string?> Funnels { get; } =
        new("--funnels")
        {
            Description = "The file that defines the funnels; without it funnels.json beside the program.",
            HelpName = "FILE",
        };

    /// <summary>Finds the errors that are in the files and between the options.</summary>
    public static void Validate(CommandResult command)
    {
        var (file, newest) = (command.GetValue(Funnels) ?? FunnelsFile.Default, Newest(command.GetValue(Open)));
        foreach (var error in FunnelsFile.Read(file).Errors)
            command.AddError($"--funnels {file}: {error}");

        if (Given(command) is { } day && day > newest)
            command.AddError($"--day {day:O} is not closed yet{(day == Newest(open: true) ? Remedy : "")}.");
    }

    public static ReportSettings Read(ParseResult parsed) =>
        new(
            parsed.GetValue(Day),
            Newest(parsed.GetValue(Open)),
            FunnelsFile.Read(parsed.GetValue(Funnels) ?? FunnelsFile.Default).Funnels,
            SharedOptions.Wait.Get(parsed)
        );

    // A day that can't be read has its own error.
    static DateOnly? Given(CommandResult command) =>
        command.GetResult(Day) is { } day && !day.Errors.Any() ? day.GetValueOrDefault<DateOnly?>() : null;

    static DateOnly Newest(bool open) => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddDays(open ? 0 : -1);
}
