using System.Text.RegularExpressions;
using Analytics.Local.Processes;

namespace Compose.Tests.Definition;

/// <summary>The service grafana against Grafana's provisioning files.</summary>
public sealed partial class GrafanaTests
{
    static readonly Service _grafana = ComposeFile.Named("grafana");

    // Comments name variables too.
    static readonly string _provisioning = string.Join(
        '\n',
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "grafana", "provisioning"), "*.yaml", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(line => !line.TrimStart().StartsWith('#'))
    );

    /// <summary>The files that provisioning reads.</summary>
    internal static IEnumerable<string> SecretFiles => SecretFile().Matches(_provisioning).Select(file => file.Groups[1].Value);

    [Fact]
    public void Every_variable_of_the_provisioning_files_is_set_and_no_other()
    {
        var named = Variable().Matches(_provisioning).Select(variable => variable.Groups[1].Value).Distinct().Order();

        Assert.Equal(named, _grafana.Environment.Keys.Where(name => !name.StartsWith("GF_", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Dashboards_are_mounted_in_the_providers_folder() =>
        Assert.Contains(_grafana.Mounts, mount =>
            mount.Source == "../grafana/dashboards" && _provisioning.Contains($"path: {mount.Target}\n", StringComparison.Ordinal)
        );

    [Fact]
    public void Nobody_enters_without_a_password_and_one_second_is_allowed()
    {
        Assert.Equal("false", _grafana.Environment["GF_AUTH_ANONYMOUS_ENABLED"]);
        Assert.Equal("false", _grafana.Environment["GF_USERS_ALLOW_SIGN_UP"]);
        Assert.Equal("1s", _grafana.Environment["GF_DASHBOARDS_MIN_REFRESH_INTERVAL"]);
        Assert.Equal("/run/secrets/admin_password", _grafana.Environment["GF_SECURITY_ADMIN_PASSWORD__FILE"]);
        // From 13.2 on the PostgreSQL data source is a separate download.
        Assert.StartsWith("grafana/grafana:13.1.", _grafana.Image, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schedule_pushes_with_the_token_that_a_step_makes()
    {
        var (maker, schedule) = (ComposeFile.Named("push-token"), ComposeFile.Named("schedule"));

        Assert.All(new[] { maker, schedule }, service =>
        {
            Assert.Equal("http://grafana:3000", service.Environment["ANALYTICS_GRAFANA_URL"]);
            Assert.Equal("/var/lib/push/token", service.Environment["ANALYTICS_GRAFANA_TOKEN_FILE"]);
            Assert.Contains("back", service.Texts("networks"));
        });
        Assert.Contains("back", _grafana.Texts("networks"));
        Assert.Contains(("push", "/var/lib/push", false), maker.Mounts);
        Assert.Contains(("push", "/var/lib/push", true), schedule.Mounts);
        // No other service can read the token.
        Assert.Equal(
            ["schedule", "push-token"],
            ComposeFile.Services.Where(service => service.Mounts.Any(mount => mount.Source == "push")).Select(service => service.Name)
        );
        Assert.Equal(_grafana.Environment["GF_SECURITY_ADMIN_PASSWORD__FILE"], maker.Environment["ANALYTICS_GRAFANA_ADMIN_PASSWORD_FILE"]);
        Assert.Contains("--live-push", schedule.Command);
        // A Grafana that is away does not stop the jobs.
        Assert.False((bool)schedule.Json["depends_on"]!["push-token"]!["required"]!);
    }

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$__file\{([^}]+)\}")]
    private static partial Regex SecretFile();
}
