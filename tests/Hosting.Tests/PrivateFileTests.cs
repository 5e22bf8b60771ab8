using System.Runtime.Versioning;
using Analytics.Hosting;

namespace Hosting.Tests;

[SupportedOSPlatform("linux")]
public sealed class PrivateFileTests : IDisposable
{
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly string _folder = Directory.CreateTempSubdirectory("private-file-").FullName;

    string Path => System.IO.Path.Combine(_folder, "file");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_its_user_reads_a_new_file()
    {
        using (var stream = PrivateFile.Create(Path))
            stream.WriteByte(1);

        Assert.Equal(Mine, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void A_file_that_others_read_becomes_private()
    {
        File.WriteAllText(Path, "a longer text");
        File.SetUnixFileMode(Path, Mine | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Assert.Throws<IOException>(() => PrivateFile.Create(Path));
        PrivateFile.Write(Path, "text");

        Assert.Equal(("text", Mine), (File.ReadAllText(Path), File.GetUnixFileMode(Path)));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_file_and_nothing_beside_it()
    {
        PrivateFile.Write(Path, "text");

        Assert.Throws<InvalidOperationException>(() => PrivateFile.Replace(Path, _ => throw new InvalidOperationException()));

        Assert.Equal("text", File.ReadAllText(Path));
        Assert.Equal([Path], Directory.EnumerateFiles(_folder));
    }
}
