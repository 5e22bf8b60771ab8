using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Web;

/// <summary>A folder of dashboards for one test; removed at the end.</summary>
sealed class DashboardFiles : IDisposable
{
    public DashboardFiles() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"dashboards-{Guid.NewGuid():N}");

    public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    /// <summary>Writes a dashboard of table panels, one for each query.</summary>
    public void WriteTables(string uid, params string[] queries) =>
        Write(
            $"{uid}.json",
            new JsonObject
            {
                ["uid"] = uid,
                ["title"] = uid,
                ["panels"] = new JsonArray([
                    .. queries
                        .Index()
                        .Select(
                            JsonNode (query) =>
                                new JsonObject
                                {
                                    ["id"] = query.Index + 1,
                                    ["type"] = "table",
                                    ["gridPos"] = new JsonObject
                                    {
                                        ["x"] = 0,
                                        ["y"] = query.Index,
                                        ["w"] = 24,
                                        ["h"] = 1,
                                    },
                                    ["targets"] = new JsonArray(
                                        new JsonObject
                                        {
                                            ["refId"] = "A",
                                            ["format"] = "table",
                                            ["rawSql"] = query.Item,
                                        }
                                    ),
                                }
                        ),
                ]),
            }.ToJsonString()
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
