using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Lint;

/// <summary>The rules of the grid: it is 24 units wide, and panels do not overlap.</summary>
static class GridRules
{
    const int Columns = 24;

    public static IEnumerable<string> Errors(IReadOnlyList<JsonObject> panels)
    {
        var places = panels.Select(panel => (Id: (int)panel["id"]!, Box: Box(panel["gridPos"]!.AsObject()))).ToArray();
        foreach (var (id, box) in places)
        {
            if (box.X < 0 || box.Y < 0 || box.W < 1 || box.H < 1)
                yield return $"panel {id}: no place on the grid";
            if (box.X + box.W > Columns)
                yield return $"panel {id}: reaches beyond column {Columns}";
        }
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = i + 1; j < places.Length; j++)
            {
                if (Overlap(places[i].Box, places[j].Box))
                    yield return $"panels {places[i].Id} and {places[j].Id} overlap";
            }
        }
    }

    static (int X, int Y, int W, int H) Box(JsonObject place) => ((int)place["x"]!, (int)place["y"]!, (int)place["w"]!, (int)place["h"]!);

    static bool Overlap((int X, int Y, int W, int H) a, (int X, int Y, int W, int H) b) =>
        a.X < b.X + b.W && b.X < a.X + a.W && a.Y < b.Y + b.H && b.Y < a.Y + a.H;
}
