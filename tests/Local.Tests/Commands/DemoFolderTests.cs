using System.Diagnostics;
using Analytics.Hosting;
using Analytics.Local.Commands;
using Analytics.Local.Stack;
using Analytics.Testing.Processes;

namespace Local.Tests.Commands;

public sealed class DemoFolderTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Folder => Path.Combine(_folder.Path, "demo");

    [Theory]
    [InlineData("demo")]
    [InlineData("./demo/../demo/")]
    public async Task A_folder_with_content_of_others_is_refused_and_stays(string named)
    {
        var kept = Path.Combine(Folder, "postgres", "kept");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllTextAsync(kept, "", TestContext.Current.CancellationToken);

        var demo = await Ran.ToEndAsync(
            new ProcessStartInfo("dotnet", [typeof(LocalStack).Assembly.Location, "demo", "--for", "1ms", "--folder", named])
            {
                WorkingDirectory = _folder.Path,
            }
        );

        Assert.Equal(ExitCodes.Usage, demo.Code);
        Assert.Contains($"{named} has content that no demo has made", demo.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(kept));
        // Not even a lock is left.
        Assert.Equal(["demo"], new DirectoryInfo(_folder.Path).GetFileSystemInfos().Select(entry => entry.Name));
    }

    [Fact]
    public void A_file_is_no_folder_of_a_demo()
    {
        File.WriteAllText(Folder, "");

        Assert.False(DemoFolder.IsOwn(Folder));
        Assert.Throws<IOException>(() => DemoFolder.Renew(Folder));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_missing_or_empty_folder_becomes_the_demos_and_is_emptied_the_next_time(bool exists)
    {
        if (exists)
            Directory.CreateDirectory(Folder);

        DemoFolder.Renew(Folder);
        var begun = Names();
        Directory.CreateDirectory(Path.Combine(Folder, "kafka", "data"));
        File.WriteAllText(Path.Combine(Folder, "keys.env"), "");
        DemoFolder.Renew(Folder);

        Assert.Single(begun);
        Assert.Equal(begun, Names());
    }

    IEnumerable<string> Names() => [.. new DirectoryInfo(Folder).GetFileSystemInfos().Select(entry => entry.Name)];
}
