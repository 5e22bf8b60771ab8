using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analytics.Collector.Settings;
using Analytics.Hosting.Web;
using Analytics.Local.Processes;
using Collector.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Collector.Tests.OpenApi;

public sealed partial class OpenApiTests(RunningCollector running)
{
    [Fact]
    public async Task Is_valid()
    {
        var (document, diagnostic) = OpenApiDocument.Parse(await TextAsync(), "json");
        Assert.Equal("", string.Join('\n', diagnostic!.Errors.Concat(diagnostic.Warnings)));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        Assert.All(document!.Paths.SelectMany(path => path.Value.Operations!.Values), operation =>
            Assert.Contains(document.Tags!, tag => tag.Name == operation.Tags!.Single().Name)
        );
    }

    [Fact]
    public async Task Names_every_route_and_no_other()
    {
        var document = JsonNode.Parse(await TextAsync())!;
        var documented = document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        Assert.Equal(await MappedAsync(), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_route_answers_only_its_own_methods_and_none_redirects()
    {
        var paths = JsonNode.Parse(await TextAsync())!["paths"]!.AsObject();
        Assert.True(paths.Count > 40);
        foreach (var (path, operations) in paths.Where(path => path.Key != "/metrics"))
        {
            foreach (var address in Spellings(path.Replace("{key}", "k")))
            {
                foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put])
                {
                    using var request = new HttpRequestMessage(method, address);
                    using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
                    var mapped = operations!.AsObject().ContainsKey(method.Method.ToLowerInvariant());
                    Assert.True(
                        mapped == (response.StatusCode != HttpStatusCode.MethodNotAllowed),
                        $"{method} {address}: {(int)response.StatusCode}"
                    );
                    Assert.True((int)response.StatusCode is < 300 or >= 400 and not 404, $"{method} {address}: {(int)response.StatusCode}");
                }
            }
        }
    }

    /// <summary>Returns the addresses of a path: as it is, and with slashes too many.</summary>
    Uri[] Spellings(string path) =>
        [
            .. ((string[])[path, $"{path}/", $"/{path}", path.Replace("/", "//"), $"{path}//"]).Select(spelling => new Uri(
                $"http://{running.Collector.Url.Authority}{spelling}"
            )),
        ];

    [Fact]
    public async Task Shows_the_contracts_examples()
    {
        var document = JsonNode.Parse(await TextAsync())!;
        foreach (var name in (string[])["event", "batch", "posthog"])
        {
            var example = JsonNode.Parse(await File.ReadAllTextAsync($"examples/{name}.json", TestContext.Current.CancellationToken));
            Assert.True(JsonNode.DeepEquals(example, document["components"]!["examples"]![name]!["value"]));
        }
    }

    /// <summary>Builds the application with the Add and Map calls of Program.cs in their order, and reads its routes.</summary>
    static async Task<IReadOnlyList<string>> MappedAsync()
    {
        var builder = WebPrograms.CreateBuilder([
            .. RunningCollector.Settings("127.0.0.1:1", "t").Append("Spool:MaxMegabytes=0").Select(setting => $"--{setting}"),
        ]);
        builder.Services.AddSingleton(TimeProvider.System);
        var program = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "collector", "Program.cs"),
            TestContext.Current.CancellationToken
        );
        var steps = Step()
            .Matches(program)
            .Select(call => Named(call.Groups["step"].Value))
            .ToLookup(step => step.GetParameters()[0].ParameterType);
        foreach (var add in steps[typeof(WebApplicationBuilder)])
            add.Invoke(null, [builder]);

        await using var app = builder.Build();
        foreach (var map in steps[typeof(IEndpointRouteBuilder)])
            map.Invoke(null, [app]);

        return
        [
            .. ((IEndpointRouteBuilder)app)
                .DataSources.SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .SelectMany(endpoint =>
                    (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method =>
                        $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    static MethodInfo Named(string step) =>
        typeof(SettingsSections)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Single(method => method.Name == step && method.GetParameters().Length == 1);

    [GeneratedRegex(@"^(?:builder|app)\.(?<step>(?:Add|Map)\w+)\(\);", RegexOptions.Multiline)]
    private static partial Regex Step();

    Task<string> TextAsync() => running.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken);
}
