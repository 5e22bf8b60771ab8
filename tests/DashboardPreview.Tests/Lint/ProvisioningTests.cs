namespace DashboardPreview.Tests.Lint;

public sealed class ProvisioningTests
{
    static readonly string _dataSource = GrafanaFiles.Text("provisioning", "datasources", "postgres.yaml");
    static readonly string _prometheus = GrafanaFiles.Text("provisioning", "datasources", "prometheus.yaml");
    static readonly string _providers = GrafanaFiles.Text("provisioning", "dashboards", "main.yaml");

    /// <summary>The uid of the data source that every dashboard must name.</summary>
    internal static string DataSourceUid => (string)First(_dataSource, "datasources")["uid"];

    /// <summary>The uid of the data source of the processes' metrics.</summary>
    internal static string PrometheusUid => (string)First(_prometheus, "datasources")["uid"];

    [Fact]
    public void The_data_source_has_known_keys_and_no_literal_secret()
    {
        Assert.Empty(Provisioning.DataSourceErrors(_dataSource));
        Assert.Empty(Provisioning.DataSourceErrors(_prometheus));
    }

    [Fact]
    public void The_provider_has_known_keys() => Assert.Empty(Provisioning.ProviderErrors(_providers));

    [Fact]
    public void The_data_source_reads_as_the_reader_with_few_connections()
    {
        var source = First(_dataSource, "datasources");
        var settings = (Dictionary<object, object>)source["jsonData"];

        Assert.Equal(DataSourceRules.Type, source["type"]);
        Assert.Equal("analytics_reader", source["user"]);
        Assert.Equal("analytics", settings["database"]);
        Assert.InRange(int.Parse((string)settings["maxOpenConns"]), 4, 8);
        Assert.Equal("1s", settings["timeInterval"]);
    }

    [Fact]
    public void Dashboards_are_changed_in_files_only()
    {
        var provider = First(_providers, "providers");

        Assert.Equal("false", provider["allowUiUpdates"]);
        Assert.Equal("true", provider["disableDeletion"]);
    }

    [Fact]
    public void A_misspelt_key_is_found() =>
        Assert.Equal(
            ["unknown key datasources.jsonData.sslMode"],
            Provisioning.DataSourceErrors(_dataSource.Replace("sslmode:", "sslMode:", StringComparison.Ordinal))
        );

    [Fact]
    public void A_literal_secret_is_found() =>
        Assert.Equal(
            ["password is a literal secret"],
            Provisioning.DataSourceErrors(_dataSource.Replace("$__file{/run/secrets/grafana_pg}", "hunter2", StringComparison.Ordinal))
        );

    static Dictionary<object, object> First(string yaml, string list) =>
        (Dictionary<object, object>)((List<object>)Provisioning.Read(yaml)[list])[0];
}
