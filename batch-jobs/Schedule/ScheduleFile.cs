using System.CommandLine;
using System.Text.Json;
using Analytics.BatchJobs.Settings;
using Cronos;

namespace Analytics.BatchJobs.Schedule;

/// <summary>
/// Reads the schedule's file, <c>{"jobs": [{"job": "compact", "cron": "30 2 * * *"}]}</c>, and lists every error at once.
/// </summary>
sealed class ScheduleFile
{
    readonly IReadOnlyList<Command> _known;
    readonly DateTimeOffset _now;
    readonly List<string> _errors = [];

    ScheduleFile(IReadOnlyList<Command> known, DateTimeOffset now) => (_known, _now) = (known, now);

    /// <param name="text">The file's content.</param>
    /// <param name="known">The jobs of the program: each checks its own arguments.</param>
    /// <param name="now">The current time: an expression must have a time after it.</param>
    /// <returns>The jobs; with errors they are not to be used.</returns>
    public static (IReadOnlyList<ScheduledJob> Jobs, IReadOnlyList<string> Errors) Read(
        string text,
        IReadOnlyList<Command> known,
        DateTimeOffset now
    )
    {
        var file = new ScheduleFile(known, now);
        try
        {
            using var json = JsonDocument.Parse(text);
            return (file.Jobs(json.RootElement), file._errors);
        }
        catch (JsonException broken)
        {
            return ([], [$"The file is no JSON: {broken.Message}"]);
        }
    }

    List<ScheduledJob> Jobs(JsonElement root)
    {
        if (
            root.ValueKind is not JsonValueKind.Object
            || root.EnumerateObject().Any(member => member.Name != "jobs")
            || !root.TryGetProperty("jobs", out var list)
            || list.ValueKind is not JsonValueKind.Array
            || list.GetArrayLength() == 0
        )
        {
            _errors.Add("""The file must be {"jobs": [...]} with at least one job, and nothing else.""");
            return [];
        }

        List<ScheduledJob> jobs = [.. list.EnumerateArray().Select((entry, number) => Job(entry, number + 1)).OfType<ScheduledJob>()];
        foreach (var twice in jobs.GroupBy(job => job.Name).Where(group => group.Count() > 1))
            _errors.Add($"{twice.Key}: a job has one entry; its cron expression may name several times.");

        return jobs;
    }

    ScheduledJob? Job(JsonElement entry, int number)
    {
        if (entry.ValueKind is not JsonValueKind.Object)
        {
            _errors.Add($"Job {number} is no object.");
            return null;
        }

        var place =
            entry.TryGetProperty("job", out var named) && named.ValueKind is JsonValueKind.String ? named.GetString()! : $"Job {number}";
        var members = new MemberReader(place, entry, _errors);
        members.Only("job", "cron", "zone", "arguments", "spark", "deadline", "keep");
        var name = members.RequiredText("job");
        var cron = members.RequiredText("cron");
        var zone = members.Text("zone") ?? "UTC";
        var arguments = members.TextList("arguments");
        CheckJob(place, name, arguments);
        return Times(place, cron, zone) is { } times && name.Length > 0
            ? new(name, $"{cron} {zone}", times)
            {
                Arguments = arguments,
                Spark = members.TextList("spark"),
                Deadline = members.Time("deadline", ScheduledJob.DefaultDeadline, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
                KeptLogs = members.Number("keep", ScheduledJob.DefaultKeptLogs, 1, 10_000),
            }
            : null;
    }

    void CheckJob(string place, string name, IReadOnlyList<string> arguments)
    {
        if (name.Length == 0)
            return;

        if (_known.FirstOrDefault(command => command.Name == name) is not { } job)
        {
            _errors.Add($"{place}: no job is called so. Jobs: {string.Join(", ", _known.Select(command => command.Name))}.");
            return;
        }

        foreach (var error in job.Parse(arguments).Errors)
            _errors.Add($"{place}: {error.Message}");
    }

    Timetable? Times(string place, string cron, string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            _errors.Add($"{place}: this system knows no time zone '{zone}'; names are like Europe/Berlin, and need the package tzdata.");

        if (cron.Length == 0)
            return null;

        try
        {
            var format =
                cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
            var times = new Timetable(CronExpression.Parse(cron, format), found ?? TimeZoneInfo.Utc);
            if (times.Next(_now) is not null)
                return found is null ? null : times;

            _errors.Add($"{place}: the time '{cron}' never comes.");
        }
        catch (CronFormatException wrong)
        {
            _errors.Add($"{place}: '{cron}' is no cron expression: {wrong.Message}");
        }

        return null;
    }
}
