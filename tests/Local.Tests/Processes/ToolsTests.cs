using System.Diagnostics;
using System.Runtime.Versioning;
using Analytics.Local.Processes;
using Analytics.Testing.Processes;

namespace Local.Tests.Processes;

[UnsupportedOSPlatform("windows")]
public sealed class ToolsTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Finds_what_tools_sh_finds_on_this_machine()
    {
        var ran = await Ran.ToEndAsync(
            new ProcessStartInfo("bash", ["-c", "source deploy/tools.sh && echo \"$(java_home)/bin/java|$(postgres_bin)\""])
            {
                WorkingDirectory = Repository.Root,
            }
        );

        Assert.Equal(($"{Tools.Java}|{Tools.PostgresBin}\n", ""), (ran.Output, ran.Errors));
    }

    [Fact]
    public void The_newest_PostgreSQL_is_taken_and_that_of_PATH_where_there_is_no_other()
    {
        Postgres("nix/bin", "17.2");
        Postgres("usr/lib/postgresql/9.6/bin", "9.6.24");
        Assert.Equal(Path.Combine(_folder.Path, "nix/bin"), PostgresBin("/none", "nix/bin"));

        Postgres("usr/lib/postgresql/15/bin", "15.14 (Debian 15.14-0+deb12u1)");
        Postgres("usr/pgsql-16/bin", "16.4");
        Assert.Equal(Path.Combine(_folder.Path, "usr/pgsql-16/bin"), PostgresBin("/none", "nix/bin"));
    }

    [Fact]
    public void A_missing_or_older_PostgreSQL_is_named()
    {
        Postgres("old/bin", "14.13");
        Program("client/bin/postgres", "echo 'postgres (PostgreSQL) 16.4'");

        Assert.Equal(
            "No PostgreSQL 15: run deploy/prepare.sh.",
            Assert.Throws<FileNotFoundException>(() => PostgresBin("old/bin", "client/bin")).Message
        );
        Assert.Throws<FileNotFoundException>(() => Tools.FindPostgresBin(null, _folder.Path));
    }

    [Fact]
    public void Java_is_that_of_JAVA_HOME_then_of_PATH_then_of_the_system()
    {
        var system = Jdk("usr/lib/jvm/java-17-openjdk", "17.0.12");
        Jdk("usr/lib/jvm/java-21-openjdk", "21.0.4");
        Assert.Equal(system, Java(null, "none"));

        // PATH has a link, as of Debian's alternatives.
        var linked = Jdk("opt/jdk", "17.0.1");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bin"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "bin", "java"), linked);
        Assert.Equal(linked, Java("", "bin"));

        var home = Jdk("home", "17.0.2");
        Assert.Equal(home, Java("home", "bin"));
        Jdk("newer", "21.0.4");
        Assert.Equal(linked, Java("newer", "bin"));
    }

    [Fact]
    public void A_missing_JDK_17_is_named()
    {
        Jdk("newer", "21.0.4");
        Jdk("usr/lib/jvm/java-170", "170.0.1");

        Assert.Equal("No JDK 17: run deploy/prepare.sh.", Assert.Throws<FileNotFoundException>(() => Java("newer", "newer/bin")).Message);
    }

    string PostgresBin(params string[] path) => Tools.FindPostgresBin(PathOf(path), _folder.Path);

    string Java(string? home, params string[] path) =>
        Tools.FindJava(string.IsNullOrEmpty(home) ? home : Path.Combine(_folder.Path, home), PathOf(path), _folder.Path);

    string PathOf(string[] folders) => string.Join(':', folders.Select(folder => Path.Combine(_folder.Path, folder)));

    void Postgres(string bin, string version)
    {
        Program($"{bin}/initdb", "exit 1");
        Program($"{bin}/postgres", $"echo 'postgres (PostgreSQL) {version}'");
    }

    string Jdk(string home, string version)
    {
        Program($"{home}/bin/java", "exit 1");
        File.WriteAllText(Path.Combine(_folder.Path, home, "release"), $"IMPLEMENTOR=\"none\"\nJAVA_VERSION=\"{version}\"\n");
        return Path.Combine(_folder.Path, home, "bin", "java");
    }

    void Program(string name, string line)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
