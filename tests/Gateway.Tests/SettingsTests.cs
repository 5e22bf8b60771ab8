using System.Text.RegularExpressions;
using Analytics.Testing;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>gateway.sh makes a configuration that nginx accepts from variables, or reports every error.</summary>
public sealed partial class SettingsTests(RunningGateway running) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("PLAIN_HTTP=serve")]
    [InlineData("HTTP_PORT=off", "HSTS=off", "ACCESS_LOG=off")]
    [InlineData("HTTPS_PORT=443", "HTTP_PORT=80", "ADDRESSES=0.0.0.0,[::]")]
    [InlineData("TRUSTED_PROXIES=10.0.0.0/8,2001:db8::/32,127.0.0.1", "WORKERS=3", "HSTS=0")]
    [InlineData("COLLECTORS=one.internal:8080,[::1]:8080,10.0.0.3:80", "RATE=1", "BURST=1", "CONNECTIONS=1", "MAX_BODY_SIZE=4194304")]
    public async Task Nginx_accepts_every_setting_in_range(params string[] settings)
    {
        var all = Valid();
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
            all[setting[0]] = setting[1];

        // A name without an address is an error of another kind.
        all["COLLECTORS"] = all["COLLECTORS"].Replace("one.internal", "localhost");
        var (exitCode, output) = await GatewayScript.RunAsync("check", all);
        Assert.True(exitCode == 0, output);
        Assert.All(Directory.GetFiles(Path.Combine(all["FOLDER"], "conf.new")), file =>
            Assert.DoesNotMatch(Placeholder(), File.ReadAllText(file))
        );
    }

    [Fact]
    public async Task Every_error_is_named_at_once()
    {
        var all = Valid();
        all["COLLECTORS"] = "10.0.0.1:8080;return 200";
        all["RATE"] = "many";
        all["CERTIFICATE"] = "/nowhere/certificate.pem";
        all["RATTE"] = "5";
        var (exitCode, output) = await GatewayScript.RunAsync("check", all);
        Assert.Equal(64, exitCode);
        Assert.Equal(
            ["GATEWAY_CERTIFICATE:", "GATEWAY_COLLECTORS:", "GATEWAY_RATE:", "GATEWAY_RATTE:"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Order()
        );
    }

    [Fact]
    public async Task A_setting_under_its_old_name_is_refused_with_the_new_one()
    {
        var all = Valid();
        all["BODY"] = "5000000";
        var (exitCode, output) = await GatewayScript.RunAsync("check", all);
        Assert.Equal(64, exitCode);
        Assert.Equal("GATEWAY_BODY: the name of this setting is GATEWAY_MAX_BODY_SIZE now.", output.Trim());
    }

    [Theory]
    [InlineData("render")]
    [InlineData("run")]
    public async Task A_folder_with_the_configuration_of_another_nginx_is_refused_and_stays(string word)
    {
        var all = Valid();
        var kept = Path.Combine(all["FOLDER"], "conf", "nginx.conf");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllTextAsync(kept, "", TestContext.Current.CancellationToken);
        var (exitCode, output) = await GatewayScript.RunAsync(word, all);
        Assert.Equal(64, exitCode);
        Assert.StartsWith("GATEWAY_FOLDER:", output, StringComparison.Ordinal);
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public async Task A_configuration_that_nginx_refuses_does_not_replace_the_running_one()
    {
        var all = Valid();
        Assert.Equal(0, (await GatewayScript.RunAsync("render", all)).ExitCode);
        var before = await File.ReadAllTextAsync(Path.Combine(all["FOLDER"], "conf", "secure.conf"), TestContext.Current.CancellationToken);
        all["CERTIFICATE"] = all["CERTIFICATE_KEY"];
        var (exitCode, output) = await GatewayScript.RunAsync("reload", all);
        Assert.Equal(78, exitCode);
        Assert.Contains("cannot load certificate", output);
        Assert.Equal(
            before,
            await File.ReadAllTextAsync(Path.Combine(all["FOLDER"], "conf", "secure.conf"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public void The_readme_names_each_with_its_default()
    {
        var inScript = Setting()
            .Matches(File.ReadAllText(Path.Combine(GatewayScript.Folder, "gateway.sh")))
            .Select(match => (match.Groups["name"].Value, match.Groups["default"].Value.Trim('\'')))
            .ToList();
        var inReadme = Row()
            .Matches(File.ReadAllText(Path.Combine(GatewayScript.Folder, "README.md")))
            .Select(match => (match.Groups["name"].Value, match.Groups["default"].Value))
            .ToList();
        Assert.NotEmpty(inScript);
        Assert.Equal(inScript, inReadme);
    }

    [Fact]
    public void It_never_runs_as_root()
    {
        var status = File.ReadAllText($"/proc/{running.Gateway.Pid}/status");
        Assert.DoesNotMatch(@"(?m)^Uid:.*\b0\b", status);
    }

    Dictionary<string, string> Valid() =>
        new()
        {
            ["COLLECTORS"] = "127.0.0.1:8080",
            ["SERVER_NAME"] = "events.example",
            ["CERTIFICATE"] = Path.Combine(Path.GetDirectoryName(running.Gateway.AccessLog)!, "certificate.pem"),
            ["CERTIFICATE_KEY"] = Path.Combine(Path.GetDirectoryName(running.Gateway.AccessLog)!, "key.pem"),
            ["HTTPS_PORT"] = "8443",
            ["HTTP_PORT"] = "8080",
            ["FOLDER"] = Path.Combine(_folder.Path, "gateway"),
        };

    [GeneratedRegex("@[A-Z_]+@")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^setting (?<name>[A-Z_]+) (?<default>'[^']*'|\S+) ", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\| `GATEWAY_(?<name>[A-Z_]+)` \| (?:`(?<default>[^`]*)`)? ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
