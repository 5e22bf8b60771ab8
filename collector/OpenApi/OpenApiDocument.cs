using System.Text;
using System.Text.Json.Nodes;
using Analytics.Collector.Http;
using Analytics.Collector.Telemetry;
using Analytics.Hosting;

namespace Analytics.Collector.OpenApi;

/// <summary>
/// The OpenAPI document, built from base.json, the contracts' examples, the codes, and an operation for each mapped route.
/// </summary>
static class OpenApiDocument
{
    const string Prefix = "OpenApi.";

    /// <summary>The component that describes each status, in every operation.</summary>
    static readonly Dictionary<int, string> _answers = new()
    {
        [202] = "Spooled",
        [400] = "Invalid",
        [401] = "KeyUnknown",
        [403] = "OriginRefused",
        [404] = "NotFound",
        [408] = "Stalled",
        [413] = "TooLarge",
        [415] = "TypeUnknown",
        [429] = "RateLimited",
        [503] = "TryLater",
    };

    public static byte[] Write(EndpointDataSource endpoints)
    {
        var document = Resource("base.json").AsObject();
        document["info"]!["version"] = BuildVersion.Text;
        document["paths"] = Paths(endpoints);
        var components = document["components"]!;
        components["examples"] = new JsonObject(
            ((string[])["event", "batch", "posthog"]).Select(name =>
                KeyValuePair.Create<string, JsonNode?>(name, new JsonObject { ["value"] = Resource($"examples.{name}.json") })
            )
        );
        components["schemas"]!["Code"]!["enum"] = new JsonArray([
            .. Codes.All.Select(code => code.Name).Distinct().Select(name => (JsonNode)name),
        ]);
        document["x-codes"] = new JsonArray([.. Codes.All.Select(Row)]);
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    static JsonObject Paths(EndpointDataSource endpoints)
    {
        var paths = new JsonObject();
        foreach (
            var endpoint in endpoints
                .Endpoints.OfType<RouteEndpoint>()
                .OrderBy(endpoint => endpoint.RoutePattern.RawText, StringComparer.Ordinal)
        )
        {
            var doc = endpoint.Metadata.GetMetadata<RouteDoc>()
                ?? throw new InvalidOperationException($"{endpoint.RoutePattern.RawText} has no {nameof(RouteDoc)}.");
            var path = $"/{endpoint.RoutePattern.RawText!.Trim('/')}";
            paths[path] ??= new JsonObject();
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                paths[path]![method.ToLowerInvariant()] = Operation(endpoint, doc);
        }

        return paths;
    }

    static JsonObject Operation(RouteEndpoint endpoint, RouteDoc doc)
    {
        var operation = new JsonObject { ["tags"] = new JsonArray(doc.Tag), ["summary"] = doc.Summary };
        var parameters = new JsonArray([
            .. endpoint.RoutePattern.Parameters.Select(parameter => new JsonObject
            {
                ["name"] = parameter.Name,
                ["in"] = "path",
                ["required"] = true,
                ["schema"] = new JsonObject { ["type"] = "string" },
            }),
        ]);
        if (doc.Query is { } query)
            parameters.Add(Reference("parameters", query));
        if (parameters.Count > 0)
            operation["parameters"] = parameters;
        if (doc.Body is { } body)
            operation["requestBody"] = Reference("requestBodies", body);
        if (doc.TakesKey)
        {
            operation["security"] = new JsonArray([
                .. ((string[])["basic", "bearer", "header", "query"]).Select(scheme => new JsonObject { [scheme] = new JsonArray() }),
            ]);
        }

        var responses = new JsonObject { ["200"] = Reference("responses", doc.Answer) };
        foreach (var status in doc.Others)
            responses[$"{status}"] = Reference("responses", doc.TakesKey || status != 503 ? _answers[status] : "NotNow");

        operation["responses"] = responses;
        return operation;
    }

    static JsonObject Reference(string group, string name) => new() { ["$ref"] = $"#/components/{group}/{name}" };

    static JsonObject Row(Code code) =>
        new()
        {
            ["code"] = code.Name,
            ["kind"] = code.Kind.ToString().ToLowerInvariant(),
            ["status"] = code.Status,
            ["meaning"] = code.Meaning,
            ["remedy"] = code.Remedy,
        };

    static JsonNode Resource(string name) => JsonNode.Parse(EmbeddedText.Read(typeof(OpenApiDocument).Assembly, Prefix + name))!;
}
