using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Lint;

static class DataSourceRules
{
    /// <summary>The long id: the panel's and the provisioned type have to agree, and the short alias is only an alias.</summary>
    public const string Type = "grafana-postgresql-datasource";

    public static bool IsOurs(JsonNode? source, string uid) => (string?)source?["uid"] == uid && (string?)source?["type"] == Type;
}
