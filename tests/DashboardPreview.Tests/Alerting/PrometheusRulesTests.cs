using Analytics.Testing;
using Analytics.Testing.Prometheus;
using DashboardPreview.Tests.Lint;

namespace DashboardPreview.Tests.Alerting;

/// <summary>
/// Runs the rules on Prometheus, and the recording rules that they name, over series in <c>*.test.yml</c> by promtool: each as an
/// alert of Prometheus with the same query, threshold and duration.
/// </summary>
public sealed class PrometheusRulesTests
{
    static readonly string _deploy = Path.Combine(GrafanaFiles.Folder, "..", "deploy", "prometheus");
    static readonly string _cases = Path.Combine(GrafanaFiles.Folder, "..", "tests", "DashboardPreview.Tests", "Alerting");
    static readonly string[] _files = ["alerts.test.yml", "budget.test.yml"];

    static IEnumerable<AlertRule> Rules => AlertRule.All.Where(rule => rule.DataSource == ProvisioningTests.PrometheusUid);

    [Fact]
    public async Task Prometheus_accepts_its_configuration()
    {
        var (code, output) = await PrometheusTool.CheckAsync(_deploy, "check", "config", "prometheus.yml");

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Each_fires_when_it_must_and_only_then()
    {
        var (code, output) = await TestAsync(Rules, _files);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_wrong_threshold_is_found()
    {
        var (code, output) = await TestAsync(Rules.Select(rule => rule.Uid == "disk-full" ? rule with { Limit = 0.2 } : rule), _files[0]);

        Assert.NotEqual(0, code);
        Assert.Contains("alertname: disk-full", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_has_a_case_of_each_kind()
    {
        var expected = _files
            .SelectMany(file => AlertRule.Maps(Provisioning.Read(File.ReadAllText(Path.Combine(_cases, file))), "tests"))
            .SelectMany(test => AlertRule.Maps(test, "alert_rule_test"))
            .Select(test => (Uid: (string)test["alertname"], Fires: ((List<object>)test["exp_alerts"]).Count > 0))
            .Distinct()
            .GroupBy(test => test.Uid)
            .Where(rule => rule.Count() == 2);

        Assert.Equal(Rules.Select(rule => rule.Uid).Order(), expected.Select(rule => rule.Key).Order());
    }

    static async Task<(int Code, string Output)> TestAsync(IEnumerable<AlertRule> rules, params string[] files)
    {
        using TestFolder folder = new();
        File.Copy(Path.Combine(_deploy, "rules.yml"), Path.Combine(folder.Path, "rules.yml"));
        foreach (var file in files)
            File.Copy(Path.Combine(_cases, file), Path.Combine(folder.Path, file));
        await File.WriteAllLinesAsync(
            Path.Combine(folder.Path, "alerts.yml"),
            [
                "groups:",
                "  - name: alerts",
                "    rules:",
                .. rules.SelectMany(rule =>
                    (string[])
                        [
                            $"      - alert: {rule.Uid}",
                            $"        expr: \"({rule.Query.Replace("\"", "\\\"", StringComparison.Ordinal)}) "
                                + $"{(rule.Above ? '>' : '<')} {rule.Limit}\"",
                            $"        for: {rule.For}",
                        ]
                ),
            ],
            TestContext.Current.CancellationToken
        );
        return await PrometheusTool.CheckAsync(folder.Path, ["test", "rules", .. files]);
    }
}
