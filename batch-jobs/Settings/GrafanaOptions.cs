using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Settings;

/// <summary>The options of the jobs that push to Grafana. The token is in a file: a command line can be read by others.</summary>
static class GrafanaOptions
{
    public static EnvironmentOption Url { get; } =
        EnvironmentOption.Optional(
            "--grafana",
            "ANALYTICS_GRAFANA_URL",
            "Grafana's address, such as https://grafana.example.com. Without one nothing is pushed.",
            Check
        );

    public static EnvironmentOption TokenFile { get; } =
        EnvironmentOption.Optional(
            "--grafana-token-file",
            "ANALYTICS_GRAFANA_TOKEN_FILE",
            "The file that holds the token of a service account with the role Editor; it is read at each push."
        );

    /// <summary>Returns null when no Grafana is named.</summary>
    public static GrafanaSettings? Find(ParseResult parsed) =>
        Url.Find(parsed) is { } url && TokenFile.Find(parsed) is { } file ? new(Parse(url)!, file) : null;

    /// <summary>A validator: one option needs the other.</summary>
    public static void CheckTogether(CommandResult command)
    {
        if (Url.FindIn(command) is not null && TokenFile.FindIn(command) is null)
            command.AddError("--grafana needs --grafana-token-file: give it, or set ANALYTICS_GRAFANA_TOKEN_FILE.");
    }

    static string? Check(string text) =>
        Parse(text) is null ? "is no address like https://grafana.example.com, without user, password or query" : null;

    static Uri? Parse(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url is { UserInfo: "", Query: "", Fragment: "" }
            ? url
            : null;
}
