using System.Net;
using System.Net.Sockets;
using Analytics.Hosting;
using Analytics.Local.Processes;
using Analytics.Testing;

namespace Compose.Tests.Grafana;

/// <summary>The program of the service push-token, run as a process.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PushTokenTests : IAsyncLifetime
{
    const string Account = "analytics-batch-jobs";

    readonly TestFolder _folder = new();
    readonly StubAccounts _grafana = new();

    string PasswordFile => Path.Combine(_folder.Path, "admin_password");

    string TokenFile => Path.Combine(_folder.Path, "token");

    static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await File.WriteAllTextAsync(PasswordFile, StubAccounts.Password, Stopping);

    public async ValueTask DisposeAsync()
    {
        await _grafana.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Makes_an_editor_and_a_token_that_a_second_start_keeps()
    {
        await _grafana.StartAsync();
        _grafana.Add(new() { ["name"] = $"{Account}-of-another", ["role"] = "Viewer" });

        Assert.Equal((ExitCodes.Done, $"A token of the service account {Account} is in {TokenFile}.\n"), await RunAsync());

        Assert.Equal([($"{Account}-of-another", "Viewer"), (Account, "Editor")], _grafana.Accounts);
        var token = await File.ReadAllTextAsync(TokenFile, Stopping);
        Assert.Equal([token], _grafana.Keys);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TokenFile));
        Assert.Equal(["admin_password", "token"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());

        _grafana.Requests.Clear();
        File.Delete(PasswordFile); // A token that is kept needs no password.
        Assert.Equal((ExitCodes.Done, $"Grafana knows the token of {TokenFile}.\n"), await RunAsync());
        Assert.Equal(["GET /api/annotations?limit=1"], _grafana.Requests);
        Assert.Equal(token, await File.ReadAllTextAsync(TokenFile, Stopping));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("glsa_of_another")]
    [InlineData("no token at all\n")]
    public async Task A_token_that_is_lost_is_replaced_and_the_other_one_is_deleted(string? left)
    {
        await _grafana.StartAsync();
        Assert.Equal(ExitCodes.Done, (await RunAsync()).Code);
        var first = await File.ReadAllTextAsync(TokenFile, Stopping);
        File.Delete(TokenFile);
        if (left is not null)
        {
            await File.WriteAllTextAsync(TokenFile, left, Stopping);
            File.SetUnixFileMode(
                TokenFile,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
            );
        }

        Assert.Equal(ExitCodes.Done, (await RunAsync()).Code);

        var second = await File.ReadAllTextAsync(TokenFile, Stopping);
        Assert.NotEqual(first, second);
        Assert.Equal([second], _grafana.Keys);
        Assert.Single(_grafana.Accounts);
        // A file that was there keeps its group's right and loses everybody's.
        var group = left is null ? UnixFileMode.None : UnixFileMode.GroupRead;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | group, File.GetUnixFileMode(TokenFile));
    }

    [Fact]
    public async Task Waits_for_a_Grafana_that_is_not_up_yet()
    {
        using TcpListener before = new(IPAddress.Loopback, 0);
        before.Start();
        var url = $"http://{before.LocalEndpoint}";
        var running = RunAsync(url);
        (await before.AcceptTcpClientAsync(Stopping)).Dispose(); // It has asked, and got no answer.
        before.Stop();
        _grafana.Starts = 1;
        await _grafana.StartAsync(url);

        Assert.Equal(ExitCodes.Done, (await running).Code);
        Assert.True(File.Exists(TokenFile));
    }

    [Fact]
    public async Task A_Grafana_that_stays_away_is_named()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";

        var (code, said) = await RunAsync(url, "--wait", "0s");

        Assert.Equal(ExitCodes.Unavailable, code);
        Assert.StartsWith($"Grafana does not answer at {url}/: Connection refused", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_was_changed_is_asked_once_and_not_printed()
    {
        await _grafana.StartAsync();
        await File.WriteAllTextAsync(PasswordFile, "the-first-password", Stopping);

        var (code, said) = await RunAsync();

        Assert.Equal(ExitCodes.NotAllowed, code);
        Assert.Contains($"the password in {PasswordFile} is not that of an admin any more", said, StringComparison.Ordinal);
        Assert.DoesNotContain("the-first-password", said, StringComparison.Ordinal);
        Assert.Single(_grafana.Requests);
        Assert.False(File.Exists(TokenFile));
    }

    [Fact]
    public async Task An_account_that_somebody_disabled_stays_so()
    {
        await _grafana.StartAsync();
        _grafana.Add(new() { ["name"] = Account, ["role"] = "Editor" });
        _grafana.Disable();

        var (code, said) = await RunAsync();

        Assert.Equal(
            (ExitCodes.Failed, $"The service account {Account} is disabled in Grafana: enable it, or nothing is pushed.\n"),
            (code, said)
        );
        Assert.False(File.Exists(TokenFile));
    }

    [Fact]
    public async Task Files_that_are_missing_and_errors_are_named()
    {
        await _grafana.StartAsync();
        File.Delete(PasswordFile);

        var (code, said) = await RunAsync();
        Assert.Equal(ExitCodes.Unavailable, code);
        Assert.Contains(PasswordFile, said, StringComparison.Ordinal);

        (code, said) = await RunAsync("http://admin:password@127.0.0.1");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("ANALYTICS_GRAFANA_URL is no address", said, StringComparison.Ordinal);
        Assert.DoesNotContain("admin:password", said, StringComparison.Ordinal);
    }

    async Task<(int Code, string Said)> RunAsync(string? url = null, params string[] more)
    {
        var ran = await Command.RunAsync(
            ["dotnet", Repository.Assembly("Analytics.Local"), "grafana-token", .. more],
            new Dictionary<string, string>
            {
                ["ANALYTICS_GRAFANA_URL"] = url ?? _grafana.Url,
                ["ANALYTICS_GRAFANA_ADMIN_PASSWORD_FILE"] = PasswordFile,
                ["ANALYTICS_GRAFANA_TOKEN_FILE"] = TokenFile,
            }
        );
        Assert.All(_grafana.Keys, key => Assert.DoesNotContain(key, ran.Said, StringComparison.Ordinal));
        return ran;
    }
}
