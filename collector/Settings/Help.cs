using Analytics.Hosting;

namespace Analytics.Collector.Settings;

/// <summary>
/// Prints <c>--help</c>: the options of the program and its exit codes. <c>--help markdown</c> prints the settings table of README.md.
/// </summary>
static class Help
{
    /// <summary>True when the arguments ask for this help; a command prints its own (<c>keys --help</c>).</summary>
    public static bool IsAsked(string[] args) =>
        args is ["help", ..] or [['-', ..], ..] && args.Any(one => one is "help" or "--help" or "-h" or "-?");

    public static int Print(string[] args)
    {
        Console.Out.Write(args.Contains("markdown") ? Markdown() : Text());
        return ExitCodes.Done;
    }

    public static string Markdown() =>
        string.Concat(
            (string[])
                [
                    "| setting | default | range | what it is |\n|---|---|---|---|\n",
                    .. SettingsReference.All.Select(one =>
                        $"| `{one.Name}` | {Code(one.Default)} | {one.Range} | {one.Sentence.Replace("|", "\\|")} |\n"
                    ),
                ]
        );

    static string Code(string value) => value.Length == 0 ? "" : $"`{value}`";

    static string Text() =>
        $"""
            Analytics.Collector: takes events over HTTP, publishes them to Kafka, and answers once they are stored.

            Usage:
              Analytics.Collector [--urls ADDRESS] [--SETTING=VALUE ...]
              Analytics.Collector keys --help            creates, lists, rotates and revokes write keys in PostgreSQL
              Analytics.Collector spool --help           erases one person from the files that the spool keeps aside
              Analytics.Collector --help [markdown]

            Each setting is read from the command line (--Limits:Events=500), else the environment (Limits__Events=500),
            else appsettings.json.
            --urls (ASPNETCORE_URLS) sets the address to listen on: http://127.0.0.1:8080; several are separated by semicolons.

            Settings, with their defaults and ranges:
            {string.Concat(SettingsReference.All.Select(Entry))}
            Read from the environment too:
              ANALYTICS_KAFKA, ANALYTICS_TOPIC_PREFIX    where Kafka:BootstrapServers and Kafka:TopicPrefix are not set
              ANALYTICS_WAREHOUSE                        where KeyStore:Database is not set
              OTEL_EXPORTER_OTLP_ENDPOINT                the receiver of traces; without it none are made. The other OTEL_
                                                         variables have their standard meaning
              Logging__LogLevel__Default                 Debug, Information, Warning, Error

            Exit codes:
              {ExitCodes.Done}    it stopped on request, after everything in progress was finished
              {ExitCodes.Usage}   a setting is wrong: standard error has a line for each error
              {ExitCodes.Unavailable}   something that it needs is unavailable: an address in use, a folder that it may not write
              {ExitCodes.InUse}   another collector uses its Spool:Folder

            """;

    static string Entry(Setting setting)
    {
        var range = setting.Range.Length == 0 ? "" : $"  ({setting.Range})";
        return $"  {setting.Name}{(setting.Default.Length == 0 ? "" : $"={setting.Default}")}{range}\n      {setting.Sentence}\n";
    }
}
