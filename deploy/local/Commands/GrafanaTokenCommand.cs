using System.CommandLine;
using System.Net;
using Analytics.Hosting;
using Analytics.Local.Grafana;

namespace Analytics.Local.Commands;

/// <summary><c>grafana-token</c>: makes the token with which batch jobs push to Grafana.</summary>
static class GrafanaTokenCommand
{
    public static Command Create()
    {
        var url = EnvironmentOption.Required("--grafana", "ANALYTICS_GRAFANA_URL", "Grafana's address, http://host:port.", Check);
        var password = EnvironmentOption.Required(
            "--admin-password-file",
            "ANALYTICS_GRAFANA_ADMIN_PASSWORD_FILE",
            "The file that holds the password of Grafana's user admin."
        );
        var file = EnvironmentOption.Required(
            "--grafana-token-file",
            "ANALYTICS_GRAFANA_TOKEN_FILE",
            "The file that the token is written to; a new one can be read by this user alone, one that is there keeps its rights."
        );
        var wait = Options.Time(
            "--wait",
            TimeSpan.FromMinutes(3),
            TimeSpan.Zero,
            TimeSpan.FromHours(1),
            "The longest wait for a Grafana that is not up yet."
        );
        var command = new Command(
            "grafana-token",
            $"""
            Makes the service account {PushToken.Account} in Grafana, with the role Editor, and writes a token of it to a file. A token that
            Grafana knows is kept; one that is lost is deleted there and replaced.
            Exit codes: 0 the file holds a token; 1 Grafana refused; 64 usage; 69 Grafana does not answer, or a file can't be read or
            written; 77 Grafana refuses the password.
            """
        )
        {
            url,
            password,
            file,
        };
        command.Options.Add(wait);
        command.SetAction(
            (parsed, stopping) => RunAsync(Parse(url.Get(parsed))!, password.Get(parsed), file.Get(parsed), wait.Get(parsed), stopping)
        );
        return command;
    }

    static async Task<int> RunAsync(Uri url, string passwordFile, string file, TimeSpan wait, CancellationToken stopping)
    {
        using var grafana = new GrafanaApi(url, TimeProvider.System);
        if (await grafana.WaitAsync(wait, stopping) is { } trouble)
            return await EndAsync(ExitCodes.Unavailable, $"Grafana does not answer at {url}: {trouble}");

        try
        {
            var token = new PushToken(grafana, file);
            if (await token.IsKnownAsync(stopping))
            {
                Console.WriteLine($"Grafana knows the token of {file}.");
                return ExitCodes.Done;
            }

            await token.MakeAsync((await File.ReadAllTextAsync(passwordFile, stopping)).Trim(), stopping);
            Console.WriteLine($"A token of the service account {PushToken.Account} is in {file}.");
            return ExitCodes.Done;
        }
        catch (GrafanaException refused) when (refused.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return await EndAsync(
                ExitCodes.NotAllowed,
                $"{refused.Message}: the password in {passwordFile} is not that of an admin any more. Put the one of Grafana there, or a "
                    + $"token of a service account with the role Editor in {file}"
            );
        }
        catch (GrafanaException failed)
        {
            return await EndAsync(
                failed.Status is null or >= HttpStatusCode.InternalServerError ? ExitCodes.Unavailable : ExitCodes.Failed,
                failed.Message
            );
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return await EndAsync(ExitCodes.Unavailable, unusable.Message);
        }
    }

    static async Task<int> EndAsync(int exit, string reason)
    {
        await Console.Error.WriteLineAsync($"{reason}.");
        return exit;
    }

    static string? Check(string text) => Parse(text) is null ? "is no address like http://127.0.0.1:3000, without user or password" : null;

    static Uri? Parse(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "" }
            ? url
            : null;
}
