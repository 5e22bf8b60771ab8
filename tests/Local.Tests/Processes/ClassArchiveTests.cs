using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Local.Tests.Processes;

public sealed class ClassArchiveTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("kafka", "libs")]
    [InlineData("spark", "jars")]
    public async Task The_archive_fits_this_JDK_and_the_jars(string library, string jars)
    {
        var options = ClassArchive.Options(library);
        Assert.NotEmpty(options);
        var log = Path.Combine(_folder.Path, library);
        var process = await GuardedProcess.StartAsync(
            new ProcessSpec(
                library,
                // With the first option the JVM does not start when it cannot use the archive.
                [Tools.Java, "-Xshare:on", .. options, "-cp", Path.Combine(Repository.Root, ".lib", library, jars, "*"), "-version"],
                log
            )
            {
                Folder = Repository.Root,
            }
        );
        Assert.True(await process.Exited == 0, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }
}
