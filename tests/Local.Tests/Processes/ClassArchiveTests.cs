using System.Runtime.Versioning;
using System.Text;
using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Local.Tests.Processes;

[SupportedOSPlatform("linux")]
public sealed class ClassArchiveTests : IDisposable
{
    // With this option a JVM does not start that cannot use the archive.
    const string Insist = "-Xshare:on";

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("kafka", "libs")]
    [InlineData("spark", "jars")]
    public async Task The_archive_fits_this_JDK_and_the_jars(string library, string jars)
    {
        var options = ClassArchive.Options(library);
        Assert.NotEmpty(options);
        await StartsAsync(library, jars, [Insist, .. options]);
    }

    [Theory]
    [InlineData("kafka", "spark", "jars")]
    [InlineData("spark", "kafka", "libs")]
    public async Task A_JVM_with_other_jars_than_those_of_the_archive_starts_without_a_message(string library, string other, string jars)
    {
        var options = ClassArchive.Options(library);
        Assert.NotEqual(0, (await JavaAsync(other, jars, [Insist, .. options])).Exit);

        Assert.DoesNotContain("archive", await StartsAsync(other, jars, options), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("kafka", "libs")]
    [InlineData("spark", "jars")]
    public async Task A_JVM_of_another_version_than_that_of_the_archive_starts_without_a_message(string library, string jars)
    {
        var archive = Path.Combine(Repository.Root, ".lib", library, "classes.jsa");
        var stale = Path.Combine(_folder.Path, "classes.jsa");
        await OfAnotherVersionAsync(archive, stale);
        var options = ClassArchive.Options(library).Select(option => option.Replace(archive, stale, StringComparison.Ordinal)).ToList();
        Assert.NotEqual(0, (await JavaAsync(library, jars, [Insist, .. options])).Exit);

        Assert.DoesNotContain("archive", await StartsAsync(library, jars, options), StringComparison.OrdinalIgnoreCase);
    }

    // An archive begins with the version of the JVM that made it.
    static async Task OfAnotherVersionAsync(string archive, string copy)
    {
        const string version = "Server VM (17.";
        File.Copy(archive, copy);
        File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var file = File.Open(copy, FileMode.Open, FileAccess.ReadWrite);
        var header = new byte[8192];
        await file.ReadExactlyAsync(header, TestContext.Current.CancellationToken);
        var at = header.AsSpan().IndexOf(Encoding.ASCII.GetBytes(version));
        Assert.True(at > 0, $"{archive} names no version");
        file.Position = at + version.Length - 2;
        file.WriteByte((byte)'6');
    }

    async Task<string> StartsAsync(string library, string jars, IEnumerable<string> options)
    {
        var (exit, output) = await JavaAsync(library, jars, options);
        Assert.True(exit == 0, output);
        return output;
    }

    async Task<(int Exit, string Output)> JavaAsync(string library, string jars, IEnumerable<string> options)
    {
        var log = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.log");
        var process = await GuardedProcess.StartAsync(
            new ProcessSpec(
                library,
                [Tools.Java, .. options, "-cp", Path.Combine(Repository.Root, ".lib", library, jars, "*"), "-version"],
                log
            )
            {
                Folder = Repository.Root,
            }
        );
        return (await process.Exited, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }
}
