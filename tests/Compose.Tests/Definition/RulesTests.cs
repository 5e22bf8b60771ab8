using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compose.Tests.Definition;

/// <summary>The rules that each service of the Compose file follows.</summary>
public sealed partial class RulesTests
{
    public static TheoryData<string> Names => ComposeFile.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_a_limit_of_memory_a_policy_and_no_rights_that_it_does_not_need(string name)
    {
        var service = ComposeFile.Named(name);

        Assert.NotNull(service.Json["mem_limit"]);
        Assert.NotNull(service.Json["restart"]);
        Assert.Equal(["ALL"], service.Texts("cap_drop"));
        Assert.Equal(["no-new-privileges:true"], service.Texts("security_opt"));
        Assert.Null(service.Json["privileged"]);
        Assert.NotNull(service.Json["logging"]?["options"]?["max-size"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_reached_from_this_machine_only(string name) =>
        Assert.All(ComposeFile.Named(name).Ports, port => Assert.Equal("127.0.0.1", port.Address));

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_its_image_by_a_whole_version(string name)
    {
        var service = ComposeFile.Named(name);

        if (service.IsOurs)
            Assert.EndsWith(":local", service.Image, StringComparison.Ordinal);
        else
            Assert.Matches(WholeVersion(), service.Image);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Waits_for_what_it_needs(string name)
    {
        foreach (var (needed, how) in ComposeFile.Named(name).Json["depends_on"] as JsonObject ?? [])
        {
            var other = ComposeFile.Named(needed);
            var condition = (string)how!["condition"]!;
            Assert.Equal(other.IsStep, condition == "service_completed_successfully");
            if (condition == "service_healthy")
                Assert.NotEmpty(other.Healthcheck);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_whether_it_is_healthy_while_it_runs(string name)
    {
        var service = ComposeFile.Named(name);

        // A generator and a command have no state that another service waits for.
        Assert.Equal(!service.IsStep && name is not ("traffic" or "keys"), service.Healthcheck.Count > 0);
    }

    [Fact]
    public void Every_network_and_volume_is_declared_and_used()
    {
        Assert.Equal(Declared("networks"), ComposeFile.Services.SelectMany(service => service.Texts("networks")).Distinct().Order());
        Assert.Equal(
            Declared("volumes"),
            ComposeFile
                .Services.SelectMany(service => service.Mounts)
                .Select(mount => mount.Source)
                .Where(source => source[0] is not ('.' or '/'))
                .Distinct()
                .Order()
        );
    }

    [Fact]
    public void Nothing_in_the_file_is_a_secret() => Assert.All(ComposeFile.Services, service => Assert.All(service.Environment, variable =>
            {
                // A file of a volume.
                if (SecretName().IsMatch(variable.Key))
                {
                    Assert.Contains(service.Mounts, mount =>
                        mount.Source[0] is not ('.' or '/') && variable.Value.StartsWith($"{mount.Target}/", StringComparison.Ordinal)
                    );
                }
                Assert.DoesNotContain(";Password=", variable.Value, StringComparison.OrdinalIgnoreCase);
            }));

    static IEnumerable<string> Declared(string what) => ComposeFile.Json[what]!.AsObject().Select(one => one.Key).Order();

    [GeneratedRegex(@":v?\d+\.\d+(\.\d+)?(-\w+)?$")]
    private static partial Regex WholeVersion();

    [GeneratedRegex("PASSWORD|TOKEN|__Key$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
