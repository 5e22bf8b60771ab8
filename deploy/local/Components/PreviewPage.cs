using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>The preview page, which shows the dashboards without Grafana.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="warehouse">Npgsql connection string of analytics_reader.</param>
public sealed class PreviewPage(string folder, string warehouse) : HttpComponent("preview", folder, "/api/dashboards")
{
    private protected override ProcessSpec Spec() =>
        new(
            Name,
            [
                "dotnet",
                Repository.Assembly("Analytics.DashboardPreview"),
                "--urls",
                Url,
                "--dashboards",
                Path.Combine(Repository.Root, "grafana", "dashboards"),
            ],
            Log
        )
        {
            Environment = new Dictionary<string, string> { ["ANALYTICS_WAREHOUSE"] = warehouse },
        };
}
