using System.Diagnostics;
using System.Runtime.Versioning;
using Analytics.Hosting;
using Analytics.Local.Processes;
using Analytics.Testing.Processes;

namespace Local.Tests;

/// <summary>deploy/prepare.sh on a machine without .NET and apt.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrepareTests : IDisposable
{
    // What the script calls until then; Java and PostgreSQL are found in their own folders.
    static readonly string[] _tools = ["bash", "cat", "dirname", "grep", "head", "id", "ls", "mkdir", "mvn", "readlink", "sed", "sort"];

    readonly TestFolder _folder = new();

    public PrepareTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "deploy"));
        foreach (var file in (string[])["global.json", "deploy/tools.sh", "deploy/prepare.sh"])
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(_folder.Path, file));
        Directory.CreateDirectory(Bin);
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        foreach (var tool in _tools)
            File.CreateSymbolicLink(Path.Combine(Bin, tool), folders.Select(folder => Path.Combine(folder, tool)).First(File.Exists));
    }

    string Bin => Path.Combine(_folder.Path, "bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_curl_it_asks_for_curl()
    {
        var (code, said) = await PrepareAsync();

        Assert.Equal(ExitCodes.Unavailable, code);
        Assert.Contains("curl is missing", said, StringComparison.Ordinal);
        Assert.Contains("apt-get install curl ca-certificates", said, StringComparison.Ordinal);
        Assert.DoesNotContain(".NET", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_fetched_is_named_by_its_address_and_no_package_that_Debian_lacks()
    {
        Program("curl", "exit 6");

        var (code, said) = await PrepareAsync();

        Assert.Equal(ExitCodes.Unavailable, code);
        Assert.Contains("install it, then run this again:  https://dot.net", said, StringComparison.Ordinal);
        Assert.DoesNotContain("dotnet-sdk", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_SDK_is_the_version_with_which_the_images_are_built()
    {
        var dockerfile = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "deploy", "images", "Dockerfile"),
            TestContext.Current.CancellationToken
        );
        // Microsoft's script, which prints its options here.
        Program("curl", "echo 'echo \"options: $*\"; exit 1' > \"$4\"");

        var (_, said) = await PrepareAsync();

        var version = said.Split("options: --version ")[1].Split(' ')[0];
        Assert.Contains($"mcr.microsoft.com/dotnet/sdk:{version}-", dockerfile, StringComparison.Ordinal);
    }

    void Program(string name, string line)
    {
        var path = Path.Combine(Bin, name);
        File.WriteAllText(path, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    async Task<(int Code, string Said)> PrepareAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(_folder.Path, "deploy", "prepare.sh")]);
        start.Environment["PATH"] = Bin;
        var ran = await Ran.ToEndAsync(start);
        return (ran.Code, ran.Text);
    }
}
