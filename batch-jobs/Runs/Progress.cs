using System.Globalization;
using Spectre.Console;

namespace Analytics.BatchJobs.Runs;

/// <summary>
/// Prints lines for people and logs: seconds since the start, job, run id and message. A step that lasts has a changing line on a
/// terminal, and a line every 5 s elsewhere.
/// </summary>
sealed class Progress(string job, string runId, TimeProvider clock)
{
    static readonly TimeSpan _reminderInterval = TimeSpan.FromSeconds(5);

    readonly long _began = clock.GetTimestamp();

    public void Say(string line) => Console.WriteLine(Prefixed(line));

    /// <summary>Runs a step on the calling thread.</summary>
    /// <param name="what">The step in words: "waiting for the lake".</param>
    /// <param name="work">The step.</param>
    /// <param name="doing">Returns the step's current state; null when it does not report one. Called on another thread.</param>
    public T Step<T>(string what, Func<T> work, Func<string>? doing = null)
    {
        var began = clock.GetTimestamp();
        var result =
            AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
                ? Live(what, work, doing)
                : Plain(what, work, doing, began);
        Say($"{what}: done, {Seconds(began)} s");
        return result;
    }

    T Plain<T>(string what, Func<T> work, Func<string>? doing, long began)
    {
        using var reminder = clock.CreateTimer(
            _ => Say($"{what} ... {Seconds(began)} s {doing?.Invoke()}"),
            null,
            _reminderInterval,
            _reminderInterval
        );
        return work();
    }

    T Live<T>(string what, Func<T> work, Func<string>? doing) =>
        AnsiConsole
            .Status()
            .Start(Markup.Escape(what), status =>
            {
                using var refresh = clock.CreateTimer(
                    _ => status.Status = Markup.Escape($"{what} {doing?.Invoke()}"),
                    null,
                    TimeSpan.FromSeconds(1),
                    TimeSpan.FromSeconds(1)
                );
                return work();
            });

    string Prefixed(string line) => string.Create(CultureInfo.InvariantCulture, $"{Seconds(_began), 7} s  {job} run:{runId}  {line}");

    string Seconds(long since) => clock.GetElapsedTime(since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
