using System.Text.RegularExpressions;
using Analytics.Local.Processes;
using Compose.Tests.Definition;

namespace Compose.Tests.Images;

/// <summary>The images that the Compose file builds.</summary>
public sealed partial class DockerfileTests
{
    public static TheoryData<string> Targets =>
        [.. ComposeFile.Services.Where(service => service.IsOurs).Select(service => service.Target).Distinct()];

    [Fact]
    public void Every_image_of_a_registry_is_named_by_a_whole_version()
    {
        var copied = Dockerfile
            .Stages.SelectMany(stage => stage.Steps)
            .Where(step => step.Keyword == "COPY")
            .SelectMany(step => From().Matches(step.Text).Select(from => from.Groups[1].Value));
        var images = Dockerfile
            .Stages.Select(stage => stage.From)
            .Concat(copied)
            .Distinct()
            .Except(Dockerfile.Stages.Select(stage => stage.Name));

        Assert.NotEmpty(images);
        Assert.All(images, image => Assert.Matches(WholeVersion(), image));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Runs_as_the_user_of_the_base_image_which_is_not_root(string target)
    {
        var chain = Dockerfile.Chain(target);

        Assert.Equal("$APP_UID", chain.Select(stage => stage.Last("USER")).Last(user => user is not null));
        Assert.StartsWith("mcr.microsoft.com/dotnet/aspnet:", chain[0].From, StringComparison.Ordinal);
        // A final image only copies, because a command would run as root or without the tools.
        Assert.DoesNotContain(chain.SelectMany(stage => stage.Steps), step => step.Keyword is "RUN" or "ADD");
    }

    // The user app of .NET's images, whose number they have as APP_UID: Hadoop finds no name for a user without an entry in /etc/passwd.
    [Theory]
    [InlineData("compact")]
    [InlineData("report")]
    [InlineData("reprocess")]
    public void A_CronJob_runs_as_the_user_of_the_image(string job)
    {
        var file = ComposeFile.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "kubernetes", $"{job}.yaml")));
        var user = file["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["securityContext"]!;

        Runs_as_the_user_of_the_base_image_which_is_not_root("jobs");
        Assert.All(["runAsUser", "runAsGroup", "fsGroup"], name => Assert.Equal("1654", user[name]!.ToString()));
    }

    [Fact]
    public void Every_target_is_used() =>
        Assert.Equal(
            Dockerfile.Stages.Select(stage => stage.Name).Except(["build", "jars", "base"]).Order(),
            Targets.Select(row => row.Data).Order()
        );

    [Fact]
    public void The_build_sees_what_exists_and_no_folder_of_a_run()
    {
        Assert.All(Dockerfile.Context, name => Assert.True(Path.Exists(Path.Combine(Repository.Root, name)), name));
        Assert.DoesNotContain(Dockerfile.Context, name => name is ".git" or ".lib" or ".run" or ".artifacts");
        Assert.Equal("*", File.ReadLines(Path.Combine(Dockerfile.Folder, "Dockerfile.dockerignore")).First(line => line[0] != '#'));
    }

    // Maven, Spark and Java are those with which the tests run.
    [Fact]
    public void Jars_are_resolved_by_the_plugin_of_prepare_sh_and_a_wrong_checksum_is_an_error()
    {
        var command = Dockerfile.Named("jars").Steps.Single(step => step.Text.StartsWith("mvn ", StringComparison.Ordinal)).Text;
        Assert.Contains(
            Plugin().Match(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "prepare.sh"))).Value,
            command,
            StringComparison.Ordinal
        );
        Assert.Contains("-C", command.Split(' '));
    }

    [GeneratedRegex(@"--from=(\S+)")]
    private static partial Regex From();

    [GeneratedRegex(@":\d+\.\d+\.\d+\S*$")]
    private static partial Regex WholeVersion();

    [GeneratedRegex(@"org\.apache\.maven\.plugins:maven-dependency-plugin:[\d.]+")]
    private static partial Regex Plugin();
}
