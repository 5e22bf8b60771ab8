using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Settings;

/// <summary>The options of the schedule.</summary>
static class ScheduleOptions
{
    static readonly EnvironmentOption _file = EnvironmentOption.WithFallback(
        "--file",
        "ANALYTICS_SCHEDULE_FILE",
        Path.Combine(AppContext.BaseDirectory, "schedule.json"),
        "The jobs and their times.",
        path => File.Exists(path) ? null : "is no file"
    );
    static readonly EnvironmentOption _warehouse = EnvironmentOption.Optional(
        "--warehouse",
        "ANALYTICS_WAREHOUSE",
        "Npgsql connection string of the role analytics_batch; only --list needs none. Prefer the environment: a command line can "
            + "be read by others.",
        WarehouseAddress.Check
    );
    static readonly EnvironmentOption _submit = EnvironmentOption.Optional(
        "--submit",
        "ANALYTICS_SPARK_SUBMIT",
        "The script that starts a job; spark-submit.sh sets itself.",
        path => File.Exists(path) ? null : "is no file"
    );
    static readonly EnvironmentOption _logs = EnvironmentOption.WithFallback(
        "--logs",
        "ANALYTICS_SCHEDULE_LOGS",
        ".run/schedule",
        "The folder of the runs' output."
    );
    static readonly EnvironmentOption _listen = EnvironmentOption.Optional(
        "--listen",
        "ANALYTICS_SCHEDULE_URL",
        "Address of /health/live, /health/ready and /metrics, such as http://127.0.0.1:8082. Without one nothing listens.",
        text =>
            Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" ? null : "is no address like http://127.0.0.1:8082"
    );
    static readonly Option<bool> _livePush = new("--live-push") { Description = "Push the live figures to Grafana once a second." };

    public static Option<bool> List { get; } =
        new("--list", "--dry-run") { Description = "Check the file and print the next runs, without running any." };

    public static void AddTo(Command command)
    {
        EnvironmentOption[] settings = [_file, _warehouse, _submit, _logs, _listen, GrafanaOptions.Url, GrafanaOptions.TokenFile];
        foreach (var setting in settings)
            command.Add(setting);

        command.Options.Add(_livePush);
        command.Options.Add(List);
        command.Validators.Add(CheckTogether);
        command.Validators.Add(GrafanaOptions.CheckTogether);
    }

    /// <summary>Returns the path of the file of jobs.</summary>
    public static string FileOf(ParseResult parsed) => _file.Get(parsed);

    public static ScheduleSettings Settings(ParseResult parsed) =>
        new(_warehouse.Find(parsed)!, Path.GetFullPath(_submit.Find(parsed)!), Path.GetFullPath(_logs.Get(parsed)))
        {
            Listen = _listen.Find(parsed),
            Grafana = GrafanaOptions.Find(parsed),
            LivePush = parsed.GetValue(_livePush),
        };

    static void CheckTogether(CommandResult command)
    {
        if (command.GetValue(_livePush) && GrafanaOptions.Url.FindIn(command) is null)
            command.AddError("--live-push needs --grafana: give it, or set ANALYTICS_GRAFANA_URL.");

        if (command.GetValue(List))
            return;

        if (_warehouse.FindIn(command) is null)
            command.AddError("--warehouse is missing: give it, or set ANALYTICS_WAREHOUSE.");

        if (_submit.FindIn(command) is null)
            command.AddError("--submit is missing: start the schedule by spark-submit.sh, or set ANALYTICS_SPARK_SUBMIT.");
    }
}
