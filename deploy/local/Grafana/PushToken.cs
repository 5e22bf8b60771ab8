using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Analytics.Hosting;

namespace Analytics.Local.Grafana;

/// <summary>
/// The token with which batch jobs push to Grafana: that of a service account, in a file that only this user can read. A file that is there
/// keeps its owner and group, which may read it if it could: the jobs' user is in it.
/// </summary>
/// <param name="file">The file of the token.</param>
sealed class PushToken(GrafanaApi grafana, string file)
{
    /// <summary>The name of the service account.</summary>
    public const string Account = "analytics-batch-jobs";

    const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // Of the open edition's roles the least that may push and annotate.
    const string Role = "Editor";
    const string Name = "push";

    /// <summary>Returns true while Grafana knows the token of the file, whatever the account may do.</summary>
    /// <exception cref="GrafanaException">Grafana does not answer.</exception>
    public async Task<bool> IsKnownAsync(CancellationToken stopping)
    {
        if (!File.Exists(file))
            return false;

        var token = (await File.ReadAllTextAsync(file, stopping)).Trim();
        if (token.Length == 0 || !token.All(c => c is > ' ' and <= '~'))
            return false;

        var status = await grafana.StatusAsync("api/annotations?limit=1", GrafanaApi.Bearer(token), stopping);
        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.Forbidden => true,
            HttpStatusCode.Unauthorized => false,
            _ => throw new GrafanaException($"Grafana answers {(int)status} to the token of {file}", status),
        };
    }

    /// <summary>Makes the account, if there is none, and a token in place of an earlier one, which is lost.</summary>
    /// <exception cref="GrafanaException">Grafana does not answer, refuses the password, or the account is disabled.</exception>
    public async Task MakeAsync(string adminPassword, CancellationToken stopping)
    {
        var account = await FindAsync(adminPassword, stopping) ?? await CreateAsync(adminPassword, stopping);
        if ((bool?)account["isDisabled"] == true)
        {
            throw new GrafanaException(
                $"The service account {Account} is disabled in Grafana: enable it, or nothing is pushed",
                HttpStatusCode.OK
            );
        }

        var tokens = $"api/serviceaccounts/{Id(account)}/tokens";
        foreach (var lost in (await AskAsync(HttpMethod.Get, tokens, null)).AsArray().Where(token => (string?)token!["name"] == Name))
            await AskAsync(HttpMethod.Delete, $"{tokens}/{Id(lost!)}", null);

        var made = await AskAsync(HttpMethod.Post, tokens, new() { ["name"] = Name });
        var key = (string?)made["key"] ?? throw new GrafanaException($"The answer to POST {tokens} holds no key", HttpStatusCode.OK);
        if (File.Exists(file))
        {
            // A push that reads the file meanwhile is refused, and what it had comes with the next one.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, File.GetUnixFileMode(file) & ~Others);
            await File.WriteAllTextAsync(file, key, stopping);
        }
        else
        {
            PrivateFile.Write(file, key);
        }

        Task<JsonNode> AskAsync(HttpMethod method, string path, JsonObject? body) =>
            grafana.AskAsync(method, path, GrafanaApi.Admin(adminPassword), body, stopping);
    }

    // The search finds every name that contains the text.
    async Task<JsonNode?> FindAsync(string adminPassword, CancellationToken stopping)
    {
        var found = await grafana.AskAsync(
            HttpMethod.Get,
            $"api/serviceaccounts/search?query={Account}&perpage=1000",
            GrafanaApi.Admin(adminPassword),
            null,
            stopping
        );
        return (found["serviceAccounts"] as JsonArray ?? []).FirstOrDefault(account => (string?)account!["name"] == Account);
    }

    Task<JsonNode> CreateAsync(string adminPassword, CancellationToken stopping) =>
        grafana.AskAsync(
            HttpMethod.Post,
            "api/serviceaccounts",
            GrafanaApi.Admin(adminPassword),
            new()
            {
                ["name"] = Account,
                ["role"] = Role,
                ["isDisabled"] = false,
            },
            stopping
        );

    static string Id(JsonNode node) => ((long)node["id"]!).ToString(CultureInfo.InvariantCulture);
}
