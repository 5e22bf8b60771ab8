using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Docs.Tests;

/// <summary>The check of deploy/sbom/sbom.sh, with bills that this test writes from the lock files and the jars.</summary>
public sealed class SbomTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sbom-");

    [Fact]
    public void Takes_a_bill_that_names_every_package_and_every_jar_and_no_other()
    {
        var (packages, jars) = (Packages(), Jars());
        Assert.NotEmpty(packages);
        Assert.NotEmpty(jars);

        Assert.Equal((0, ""), Check(packages, jars));
        Assert.Equal((1, $"sbom: missing: {packages[3].ToLowerInvariant()}\n"), Check(packages.Where(one => one != packages[3]), jars));
        Assert.Equal((1, $"sbom: missing: {jars[5].Name}@{jars[5].Hash}\n"), Check(packages, jars.Where(one => one != jars[5])));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    (int Code, string Said) Check(IEnumerable<string> packages, IEnumerable<(string Name, string Hash)> jars)
    {
        File.WriteAllLines(Path.Combine(_folder.FullName, "nuget.json"), packages.Select(one => $"  \"purl\": \"pkg:nuget/{one}\","));
        File.WriteAllLines(
            Path.Combine(_folder.FullName, "jvm.json"),
            jars.Select(one =>
                $$"""{"properties": [{"name": "analytics:file", "value": "{{one.Name}}"}], "hashes": [{"content": "{{one.Hash}}"}]}"""
            )
        );
        var start = new ProcessStartInfo(Path.Combine(Pages.Root, "deploy", "sbom", "sbom.sh"), ["--check", _folder.FullName])
        {
            RedirectStandardError = true,
        };
        using var script = Process.Start(start)!;
        var said = script.StandardError.ReadToEnd();
        script.WaitForExit();
        return (script.ExitCode, said);
    }

    // name@version
    static List<string> Packages() =>
        [
            .. RepositoryFiles
                .All()
                .Where(file => file.EndsWith("packages.lock.json", StringComparison.Ordinal))
                .SelectMany(file => Packages(Path.Combine(Pages.Root, file)))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    static List<string> Packages(string lockFile)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(lockFile));
        return
        [
            .. locked
                .RootElement.GetProperty("dependencies")
                .EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project")
                .Select(package => $"{package.Name}@{package.Value.GetProperty("resolved").GetString()}"),
        ];
    }

    static List<(string Name, string Hash)> Jars() =>
        [
            .. ((string[])["spark/jars", "kafka/libs"])
                .SelectMany(folder => Directory.GetFiles(Path.Combine(Pages.Root, ".lib", folder), "*.jar"))
                .Select(file => (Path.GetFileName(file), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))))),
        ];
}
