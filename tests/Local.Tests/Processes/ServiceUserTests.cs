using System.Runtime.Versioning;
using Analytics.Local.Processes;

namespace Local.Tests.Processes;

[SupportedOSPlatform("linux")]
public sealed class ServiceUserTests
{
    const UnixFileMode OpenToAll = UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>Another user who makes the folder first would own what the server writes into it.</summary>
    [Fact]
    public void Root_keeps_a_servers_data_where_no_other_user_makes_folders()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root keeps data elsewhere.");
        using var closed = new TestFolder();
        File.SetUnixFileMode(closed.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        foreach (var folder in ServiceUser.Folders(Path.Combine(closed.Path, "run")))
        {
            var parent = new DirectoryInfo(folder).Parent!;
            Assert.True(parent.Exists && (parent.UnixFileMode & OpenToAll) == UnixFileMode.None, folder);
        }
    }
}
