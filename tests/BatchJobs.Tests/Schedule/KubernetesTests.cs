using Analytics.BatchJobs.Schedule;
using Analytics.Local.Processes;
using YamlDotNet.Serialization;

namespace BatchJobs.Tests.Schedule;

/// <summary>The CronJobs say what the programs read, hold no secret, and are the shipped schedule.</summary>
public sealed class KubernetesTests
{
    static readonly DateTimeOffset _now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    static readonly string _folder = Path.Combine(Repository.Root, "deploy", "kubernetes");

    static readonly IReadOnlyList<ScheduledJob> _schedule = ScheduleFile
        .Read(File.ReadAllText(Path.Combine(Repository.Root, "batch-jobs", "schedule.json")), [.. Programs.Jobs.Values], _now)
        .Jobs;

    public static TheoryData<string> Files { get; } = [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)!)];

    [Fact]
    public void The_schedule_and_the_CronJobs_have_the_same_jobs() =>
        Assert.Equal(
            _schedule.Select(job => $"{job.Name}.yaml").Order(StringComparer.Ordinal),
            Files.Select(row => row.Data).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void A_CronJob_runs_its_job_at_the_time_of_the_schedule(string file)
    {
        var yaml = Read(file);
        var job = _schedule.Single(job => $"{job.Name}.yaml" == file);

        Assert.Equal(
            ("batch/v1", "CronJob", $"analytics-{job.Name}"),
            (At(yaml, "apiVersion"), At(yaml, "kind"), At(yaml, "metadata", "name"))
        );
        Assert.Equal($"{At(yaml, "spec", "schedule")} UTC", job.Text);
        Assert.Equal("Etc/UTC", At(yaml, "spec", "timeZone"));
        Assert.Equal("Forbid", At(yaml, "spec", "concurrencyPolicy"));
        Assert.Equal(job.Arguments, Texts(Container(yaml)["args"]).SkipWhile(word => word != job.Name).Skip(1));
        Assert.Equal($"{job.Deadline.TotalSeconds}", At(yaml, "spec", "jobTemplate", "spec", "activeDeadlineSeconds"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Arguments_and_variables_are_those_of_the_job(string file)
    {
        var container = Container(Read(file));
        var arguments = Texts(container["args"]);
        var batch = arguments.IndexOf("batch");
        var command = Programs.Jobs[arguments[batch + 1]];
        var variables = Items(container["env"]).Select(variable => (string)variable["name"]).ToList();

        Assert.Equal(["/opt/analytics/spark-submit.sh"], Texts(container["command"]));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), command.Name);
        Assert.Empty(Programs.Errors(command, arguments.Skip(batch + 2), variables));
        Assert.Empty(variables.Except(Programs.VariablesOf(command)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_is_secret_and_the_process_may_do_little(string file)
    {
        var yaml = Read(file);
        var pod = (Dictionary<object, object>)Node(yaml, "spec", "jobTemplate", "spec", "template", "spec");
        var container = Container(yaml);

        foreach (var variable in Items(container["env"]))
        {
            var isSecret =
                variable.TryGetValue("valueFrom", out var from)
                && from is Dictionary<object, object> source
                && source.ContainsKey("secretKeyRef");
            Assert.Equal((string)variable["name"] == "ANALYTICS_WAREHOUSE", isSecret);
        }

        Assert.DoesNotContain("password", File.ReadAllText(Path.Combine(_folder, file)), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("true", At(pod, "securityContext", "runAsNonRoot"));
        Assert.Equal("false", At(pod, "automountServiceAccountToken"));
        Assert.Equal("false", At(container, "securityContext", "allowPrivilegeEscalation"));
        Assert.Equal("true", At(container, "securityContext", "readOnlyRootFilesystem"));
        Assert.Equal(["ALL"], Texts(Node(container, "securityContext", "capabilities", "drop")));
        Assert.NotNull(Node(container, "resources", "limits", "memory"));
        Assert.NotNull(Node(container, "resources", "requests", "cpu"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_volume_that_is_mounted_is_there(string file)
    {
        var yaml = Read(file);
        var volumes = Items(Node(yaml, "spec", "jobTemplate", "spec", "template", "spec", "volumes")).Select(volume => volume["name"]);
        Assert.Equal(volumes.Order(), Items(Container(yaml)["volumeMounts"]).Select(mount => mount["name"]).Order());
    }

    static Dictionary<object, object> Read(string file) =>
        new DeserializerBuilder()
            .WithDuplicateKeyChecking()
            .Build()
            .Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(_folder, file)));

    static Dictionary<object, object> Container(Dictionary<object, object> yaml) =>
        Assert.Single(Items(Node(yaml, "spec", "jobTemplate", "spec", "template", "spec", "containers")));

    static object Node(Dictionary<object, object> yaml, params string[] path) =>
        path.Aggregate((object)yaml, (node, name) => ((Dictionary<object, object>)node)[name]);

    static string At(Dictionary<object, object> yaml, params string[] path) => (string)Node(yaml, path);

    static List<Dictionary<object, object>> Items(object list) => [.. ((List<object>)list).Cast<Dictionary<object, object>>()];

    static List<string> Texts(object list) => [.. ((List<object>)list).Cast<string>()];
}
