using Analytics.Hosting;
using Analytics.Hosting.Processes;
using Analytics.Local.Kafka;
using Analytics.Local.Processes;

namespace Local.Tests.Commands;

/// <summary>The command <c>topics</c> as a process.</summary>
public sealed class TopicsCommandTests(TestEnvironment environment) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Creates_what_is_missing_and_says_so_twice()
    {
        var prefix = $"topics-{Guid.NewGuid():N}";
        var kafka = await environment.KafkaAsync();

        Assert.Equal(
            (ExitCodes.Done, $"{prefix}.events, {prefix}.events.historical and {prefix}.rejected exist."),
            await RunAsync("first", kafka, prefix)
        );
        Assert.Equal(ExitCodes.Done, (await RunAsync("second", kafka, prefix)).Code);

        using var admin = KafkaTopics.Admin(kafka);
        var topics = admin
            .GetMetadata(TimeSpan.FromSeconds(10))
            .Topics.Where(topic => topic.Topic.StartsWith(prefix, StringComparison.Ordinal));
        Assert.Equal(
            [($"{prefix}.events", KafkaTopics.EventPartitions), ($"{prefix}.events.historical", 1), ($"{prefix}.rejected", 1)],
            topics.OrderBy(topic => topic.Topic, StringComparer.Ordinal).Select(topic => (topic.Topic, topic.Partitions.Count))
        );
        await KafkaTopics.DeleteAsync(kafka, new Analytics.Contracts.Topics(prefix));
    }

    [Fact]
    public async Task Names_a_broker_that_does_not_answer()
    {
        var (code, said) = await RunAsync("away", $"127.0.0.1:{Ports.Free()}", "nothing");

        Assert.Equal(ExitCodes.Unavailable, code);
        Assert.StartsWith("Kafka does not answer at 127.0.0.1:", said, StringComparison.Ordinal);
    }

    async Task<(int Code, string Said)> RunAsync(string name, string kafka, string prefix)
    {
        var log = Path.Combine(_folder.Path, $"{name}.log");
        using var process = await GuardedProcess.StartAsync(
            new ProcessSpec(
                name,
                ["dotnet", Repository.Assembly("Analytics.Local"), "topics", "--kafka", kafka, "--topic-prefix", prefix],
                log
            )
        );
        return (await process.Exited, (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).TrimEnd());
    }
}
