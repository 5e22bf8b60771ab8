using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Queries;
using Analytics.DashboardPreview.Variables;

namespace Analytics.Benchmarks.Panels;

/// <summary>One query of the dashboards of sessions, as PostgreSQL gets it.</summary>
sealed record PanelQuery(string Panel, string Sql)
{
    static readonly string[] _dashboards = ["overview", "acquisition", "content", "audience", "revenue"];

    /// <summary>Returns each different query once, under the name of the first panel that has it.</summary>
    /// <param name="folder">The folder of the dashboards.</param>
    public static IReadOnlyList<PanelQuery> Of(PanelPick pick, string folder, DateTimeOffset now)
    {
        var to = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(18);
        var picked = new Dictionary<string, Picked>
        {
            ["source"] = new(["source"], Quoted: false, Verbatim: true),
            ["dimension"] = new([pick.Dimension], Quoted: false),
            ["value"] = new([pick.Value], Quoted: false),
            ["currency"] = new(["USD"], Quoted: false),
            ["compare"] = new(["the period before"], Quoted: false),
            ["property"] = new(["plan"], Quoted: false),
        };
        return
        [
            .. _dashboards
                .SelectMany(name =>
                    Read(folder, name)
                        .Panels.Select(panel =>
                        {
                            var window = TimeWindow.Of(to.AddHours(-pick.Hours), to, panel.MaxDataPoints, panel.MinInterval);
                            return new PanelQuery($"{name}: {panel.Title}", PanelQueries.Expand(panel.Targets[0], picked, window).Text);
                        })
                )
                .DistinctBy(query => query.Sql),
        ];
    }

    static Dashboard Read(string folder, string name) => DashboardReader.Read(File.ReadAllText(Path.Combine(folder, $"{name}.json")));
}
