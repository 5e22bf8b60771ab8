using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Lint;

static class DataSourceRules
{
    /// <summary>The plugin's full id: the panel's type must equal the provisioned type, and the short id is only an alias.</summary>
    public const string Type = "grafana-postgresql-datasource";

    public static bool IsOurs(JsonNode? source, string uid) => (string?)source?["uid"] == uid && (string?)source?["type"] == Type;
}
