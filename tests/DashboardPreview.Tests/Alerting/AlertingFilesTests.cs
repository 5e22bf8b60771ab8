using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Macros;
using DashboardPreview.Tests.Lint;

namespace DashboardPreview.Tests.Alerting;

/// <summary>The alerting files hold what Grafana reads: an unknown key is silently ignored, an unknown name stops its start.</summary>
public sealed class AlertingFilesTests
{
    static readonly string _contactPoints = Text("contact-points.yaml");

    [Fact]
    public void Every_key_is_known()
    {
        Assert.All(AlertRule.Files, file => Assert.Empty(Provisioning.UnknownKeys(file, AlertingKeys.Rules)));
        Assert.Empty(Provisioning.UnknownKeys(_contactPoints, AlertingKeys.ContactPoints));
        Assert.Empty(Provisioning.UnknownKeys(Text("policies.yaml"), AlertingKeys.Policies));
    }

    [Fact]
    public void A_misspelt_key_is_found() =>
        Assert.Contains(
            "unknown key groups.rules.data.model.rawSQL",
            Provisioning.UnknownKeys(
                Text("rules-freshness.yaml").Replace("rawSql:", "rawSQL:", StringComparison.Ordinal),
                AlertingKeys.Rules
            )
        );

    [Fact]
    public void Rules_and_titles_are_unique_and_in_a_folder_of_their_own()
    {
        var provider =
            (Dictionary<object, object>)
                ((List<object>)Provisioning.Read(GrafanaFiles.Text("provisioning", "dashboards", "main.yaml"))["providers"])[0];

        Assert.Empty(DashboardLint.Twice(AlertRule.All.Select(rule => rule.Uid)));
        Assert.Empty(DashboardLint.Twice(AlertRule.All.Select(rule => (string)rule.Json["title"])));
        Assert.All(AlertRule.All, rule => Assert.InRange(rule.Uid.Length, 1, 40));
        // Grafana makes the folder of rules by its title; the dashboards' provider makes its own by uid, and two of one title would clash.
        Assert.All(AlertRule.Groups, group => Assert.NotEqual(provider["folder"], group["folder"]));
    }

    [Fact]
    public void A_rule_names_a_provisioned_data_source_and_an_existing_panel()
    {
        string[] sources = [ProvisioningTests.DataSourceUid, ProvisioningTests.PrometheusUid];
        foreach (var rule in AlertRule.All)
        {
            Assert.Contains(rule.DataSource, sources);
            Assert.All(AlertRule.Maps(rule.Json, "data"), data =>
                Assert.Contains((string)data["datasourceUid"], (string[])[rule.DataSource, AlertRule.Expression])
            );
            // Grafana refuses one of the two alone.
            Assert.Equal(rule.Json.ContainsKey("dashboardUid"), rule.Json.ContainsKey("panelId"));
            if (rule.Json.TryGetValue("dashboardUid", out var uid))
            {
                var panels = DashboardReader.PanelsIn(GrafanaFiles.Dashboard($"{uid}.json")).Select(panel => panel["id"]!.ToString());
                Assert.Contains((string)rule.Json["panelId"], panels);
            }
        }
    }

    [Fact]
    public void SQL_holds_no_trap_and_no_variable()
    {
        foreach (var rule in AlertRule.All.Where(rule => rule.DataSource == ProvisioningTests.DataSourceUid))
            Assert.Empty(SqlRules.Errors(rule.Query, table: true, new HashSet<string>(), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void An_interval_is_a_duration_and_for_a_multiple_of_it()
    {
        foreach (var group in AlertRule.Groups)
        {
            var interval = Duration((string)group["interval"]);
            // Grafana's scheduler ticks every 10 s.
            Assert.Equal(0, interval.Ticks % TimeSpan.FromSeconds(10).Ticks);
            Assert.All(AlertRule.Maps(group, "rules"), rule => Assert.Equal(0, Duration((string)rule["for"]).Ticks % interval.Ticks));
        }
    }

    [Fact]
    public void Policies_lead_every_severity_to_a_contact_point_whose_address_is_no_literal()
    {
        var point = AlertRule.Maps(Provisioning.Read(_contactPoints), "contactPoints").Single();
        var policy = AlertRule.Maps(Provisioning.Read(Text("policies.yaml")), "policies").Single();
        var receivers = AlertRule.Maps(policy, "routes").Append(policy).Select(route => (string)route["receiver"]);
        var settings = (Dictionary<object, object>)AlertRule.Maps(point, "receivers").Single()["settings"];

        Assert.All(receivers, name => Assert.Equal(point["name"], name));
        Assert.StartsWith("${", (string)settings["url"], StringComparison.Ordinal);
        Assert.All(AlertRule.All, rule =>
            Assert.Contains((string)((Dictionary<object, object>)rule.Json["labels"])["severity"], (string[])["page", "ticket"])
        );
    }

    // A $ in a label is a variable of the environment for Grafana; annotations and queries are taken as they are.
    [Fact]
    public void Labels_hold_no_variable() =>
        Assert.All(AlertRule.All, rule =>
            Assert.All(((Dictionary<object, object>)rule.Json["labels"]).Values, value => Assert.DoesNotContain('$', (string)value))
        );

    static TimeSpan Duration(string text) => IntervalText.Parse(text, DateTimeOffset.UnixEpoch);

    static string Text(string name) => GrafanaFiles.Text("provisioning", "alerting", name);
}
