using Analytics.Local.Processes;
using NJsonSchema;

namespace Compose.Tests.Definition;

/// <summary>The Compose file has the shape of the Compose Specification, which knows no other keys.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task The_file_is_valid() => Assert.Empty(await ErrorsAsync(ComposeFile.Text));

    [Theory]
    [InlineData("mem_limit: 512m", "mem_limits: 512m")]
    [InlineData("condition: service_healthy", "condition: service_health")]
    [InlineData("profiles: [traffic]", "profiles: traffic")]
    [InlineData("back: {internal: true}", "back: {internl: true}")]
    public async Task An_error_is_found(string right, string wrong) =>
        Assert.NotEmpty(await ErrorsAsync(ComposeFile.Text.Replace(right, wrong, StringComparison.Ordinal)));

    static async Task<IReadOnlyList<string>> ErrorsAsync(string yaml)
    {
        var path = Path.Combine(Repository.Root, "deploy", "compose", "schema", "compose-spec.schema.json");
        var schema = await JsonSchema.FromFileAsync(path, TestContext.Current.CancellationToken);
        return [.. schema.Validate(ComposeFile.Parse(yaml).ToJsonString()).Select(error => $"{error.Kind} at {error.Path}")];
    }
}
