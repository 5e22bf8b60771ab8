using System.Security.Cryptography;
using Analytics.Collector.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment.UserAgents;

/// <summary>The data equal those of sources.txt byte by byte, and their licenses are beside them.</summary>
public sealed class VendoredDataTests
{
    static readonly string _folder = Path.Combine(Path.GetDirectoryName(typeof(UserAgentData).Assembly.Location)!, "user-agents");

    public static TheoryData<string, string, string> Sources =>
        [
            .. File.ReadLines(Path.Combine(_folder, "sources.txt"))
                .Select(line => line.Split(' '))
                .Select(parts => (parts[0], parts[1], parts[2])),
        ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Is_what_its_source_published(string package, string file, string sha256)
    {
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, file)))));
        var license = File.ReadAllText(Path.Combine(_folder, $"LICENSE.{package.Split('@')[0]}"));
        Assert.Matches("Apache License, Version 2.0|MIT License", license);
    }

    [Fact]
    public void Every_data_file_has_a_source() =>
        Assert.Equal(
            Sources.Select(source => source.Data.Item2).Order(),
            Directory
                .GetFiles(_folder, "*.yaml")
                .Concat(Directory.GetFiles(_folder, "*.json"))
                .Select(path => Path.GetFileName(path)!)
                .Order()
        );

    [Theory]
    [InlineData("test_ua.yaml", "ec542a4ec41f3c484b695da4b0ac7aeae79e90c9de3ca555ed743447cd34cfa8")]
    [InlineData("test_os.yaml", "8ddb7c3240f4d521a99901106a9bf29bf8fb5d7e7bd4199c3a2d04be427c68fe")]
    public void The_cases_are_uap_cores_own_of_the_same_version(string file, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine("user-agent-cases", file)))));
}
