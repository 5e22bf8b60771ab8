using Analytics.Hosting.Web;
using Analytics.Testing;
using Microsoft.Extensions.Configuration.Json;

namespace Hosting.Tests.Web;

public sealed class WebProgramsTests
{
    [Fact]
    public async Task A_program_reads_its_settings_and_does_not_watch_its_folder()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "appsettings.json"),
            """{ "A": { "B": "of the file", "C": "of the file" } }""",
            TestContext.Current.CancellationToken
        );

        var configuration = WebPrograms.CreateBuilder(["--A:C=of the line"], folder.Path).Configuration;
        Assert.Equal(("of the file", "of the line"), (configuration["A:B"], configuration["A:C"]));

        var files = configuration.Sources.OfType<JsonConfigurationSource>().ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.False(file.ReloadOnChange, file.Path));
    }
}
