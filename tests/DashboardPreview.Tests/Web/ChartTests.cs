using System.Globalization;
using System.Text.Json.Nodes;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Web;

/// <summary>What a chart over time draws of given values.</summary>
public sealed class ChartTests(SeededWarehouse warehouse, Chromium browser) : IDisposable
{
    const string Marks =
        "document.querySelector('.plot canvas').labels.map(label => label.text).filter(text => text && !/^[0-9][0-9]:/.test(text))";

    // The pixels of the color that the legend gives the first series.
    const string Painted = """
        (() => {
          const canvas = document.querySelector('.plot canvas'), { width, height } = canvas;
          const [red, green, blue] = getComputedStyle(document.querySelector('.legend i')).backgroundColor.match(/[0-9]+/g).map(Number);
          const data = canvas.getContext('2d').getImageData(0, 0, width, height).data;
          let painted = 0;
          for (let at = 0; at < data.length; at += 4) {
            if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255) painted++;
          }
          return painted;
        })()
        """;

    readonly DashboardFiles _files = new();

    [Theory]
    [InlineData("('4 minutes', 5)")]
    [InlineData("('4 minutes', 5), ('3 minutes', NULL), ('2 minutes', 5)")]
    public async Task A_value_without_neighbors_is_a_point(string values)
    {
        await using var preview = await StartAsync(
            "none",
            $"SELECT now() - at::interval AS time, v AS alone FROM (VALUES {values}) AS t(at, v)"
        );
        await using var page = await OpenAsync(preview);

        Assert.InRange((int)(await page.EvaluateAsync(Painted))!, 8, 80);
    }

    [Theory]
    [InlineData("bytes", 163_577_856, "MiB", 1 << 20)]
    [InlineData("bytes", 14_000, "KiB", 1 << 10)]
    [InlineData("none", 3.4, "", 1)]
    [InlineData("none", 0.034, "", 1)]
    [InlineData("s", 400, "min", 60)]
    [InlineData("ms", 80, "ms", 1)]
    [InlineData("percentunit", 0.43, "%", 0.01)]
    public async Task Marks_are_round_and_the_highest_is_not_below_the_line(string unit, double value, string suffix, double factor)
    {
        await using var preview = await StartAsync(
            unit,
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT now() - at::interval AS time, {value} AS line FROM (VALUES ('4 minutes'), ('2 minutes')) AS t(at)"
            )
        );
        await using var page = await OpenAsync(preview);

        var marks = (await page.EvaluateAsync(Marks))!.AsArray().Select(text => (string)text!).ToArray();
        Assert.True(marks.Length >= 3, string.Join(' ', marks));
        Assert.Equal("0", marks[0]);
        Assert.All(marks.Skip(1), mark => Assert.EndsWith(suffix, mark, StringComparison.Ordinal));
        var places = marks
            .Select(mark => double.Parse(mark.Length == 1 ? mark : mark[..^suffix.Length].Trim(), CultureInfo.InvariantCulture) * factor)
            .ToArray();
        Assert.All(places.Index().Skip(1), place => Assert.Equal(places[1] * place.Index, place.Item, 6));
        Assert.InRange(places[^1], value, value + places[1]);
        if (unit == "bytes")
            Assert.Equal(0, Math.Log2(places[1]) % 1);
    }

    public void Dispose() => _files.Dispose();

    async Task<RunningPreview> StartAsync(string unit, string sql)
    {
        _files.Write(
            "chart.json",
            new JsonObject
            {
                ["uid"] = "chart",
                ["title"] = "chart",
                ["panels"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = 1,
                        ["type"] = "timeseries",
                        ["title"] = "chart",
                        ["gridPos"] = new JsonObject
                        {
                            ["x"] = 0,
                            ["y"] = 0,
                            ["w"] = 12,
                            ["h"] = 8,
                        },
                        ["fieldConfig"] = new JsonObject
                        {
                            ["defaults"] = new JsonObject
                            {
                                ["unit"] = unit,
                                ["custom"] = new JsonObject { ["showPoints"] = "auto" },
                            },
                            ["overrides"] = new JsonArray(),
                        },
                        ["options"] = new JsonObject { ["legend"] = new JsonObject { ["showLegend"] = true } },
                        ["targets"] = new JsonArray(
                            new JsonObject
                            {
                                ["refId"] = "A",
                                ["format"] = "time_series",
                                ["rawSql"] = sql,
                            }
                        ),
                    }
                ),
            }.ToJsonString()
        );
        return await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options(_files.Path));
    }

    async Task<ChromiumPage> OpenAsync(RunningPreview preview)
    {
        var page = await browser.OpenAsync(preview, "?d=chart&from=now-15m&to=now&theme=dark", 1000);
        await page.UntilAsync("the chart is drawn", "document.querySelector('.plot canvas')?.labels?.length > 0");
        return page;
    }
}
