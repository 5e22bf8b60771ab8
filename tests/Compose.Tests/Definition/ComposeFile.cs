using System.Text.Json.Nodes;
using Analytics.Local.Processes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Compose.Tests.Definition;

/// <summary><c>deploy/compose.yaml</c> as JSON, with the anchors of its YAML in place.</summary>
static class ComposeFile
{
    /// <summary>The folder that relative paths of the file start from.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy");

    public static string Text { get; } = File.ReadAllText(Path.Combine(Folder, "compose.yaml"));

    public static JsonObject Json { get; } = Parse(Text);

    public static IReadOnlyList<Service> Services { get; } =
    [.. Json["services"]!.AsObject().Select(one => new Service(one.Key, one.Value!.AsObject()))];

    public static TheoryData<string> Names => [.. Services.Select(service => service.Name)];

    public static Service Named(string name) => Services.Single(service => service.Name == name);

    public static JsonObject Parse(string yaml) =>
        ToJson(
                new DeserializerBuilder()
                    .WithAttemptingUnquotedStringTypeDeserialization()
                    .Build()
                    .Deserialize(new MergingParser(new Parser(new StringReader(yaml))))
            )!
            .AsObject();

    static JsonNode? ToJson(object? value) =>
        value switch
        {
            IDictionary<object, object?> map => new JsonObject(
                map.Select(member => KeyValuePair.Create((string)member.Key, ToJson(member.Value)))
            ),
            IEnumerable<object?> list => new JsonArray([.. list.Select(ToJson)]),
            _ => JsonValue.Create(value),
        };
}
