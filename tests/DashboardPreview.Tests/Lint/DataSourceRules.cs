using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Lint;

static class DataSourceRules
{
    /// <summary>The plugin's full id: the panel's type must equal the provisioned type, and the short id is only an alias.</summary>
    public const string Type = "grafana-postgresql-datasource";

    /// <summary>True for the data source of the processes' metrics.</summary>
    public static bool IsPrometheus(JsonNode? source) =>
        (string?)source?["type"] == "prometheus" && (string?)source["uid"] == ProvisioningTests.PrometheusUid;

    /// <summary>True for Grafana itself as the source of Live channels.</summary>
    public static bool IsLive(JsonNode? source) => (string?)source?["type"] == "datasource" && (string?)source["uid"] == "grafana";

    /// <summary>True for Grafana itself as the source of annotations.</summary>
    public static bool IsGrafana(JsonNode? source) => (string?)source?["type"] == "grafana" && (string?)source["uid"] == "-- Grafana --";

    public static bool IsOurs(JsonNode? source, string uid) => (string?)source?["uid"] == uid && (string?)source?["type"] == Type;
}
