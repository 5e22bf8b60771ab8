using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analytics.Collector.Reading;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>All routes, from the collector's OpenAPI document, or a fixed list where there is no document.</summary>
static partial class Routes
{
    static readonly IEnumerable<(string Method, string Path)> _known =
    [
        ("POST", "/v1/events"),
        ("POST", "/v1/batch"),
        ("POST", "/v1/b"),
        ("POST", "/v1/import"),
        .. EventTypes
            .All.Order(StringComparer.Ordinal)
            .SelectMany(type => ((string, string)[])[("POST", $"/v1/{type}"), ("POST", $"/v1/{type[0]}")]),
    ];

    public static async Task<IReadOnlyList<(string Method, string Path)>> OfAsync(CollectorProcess collector)
    {
        using var answer = await collector.Http.GetAsync("/openapi.json", TestContext.Current.CancellationToken);
        var routes = answer.IsSuccessStatusCode
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Select(method => (method.Key.ToUpperInvariant(), Parameter().Replace(path.Key, RunningCollector.BrowserKey)))
                )
            : _known;
        return [.. routes.Where(route => route.Item1 is "GET" or "POST").OrderBy(route => route, Comparer<(string, string)>.Default)];
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
