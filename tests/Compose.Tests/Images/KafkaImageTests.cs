using Analytics.Local.Processes;
using Analytics.Testing;
using Compose.Tests.Definition;

namespace Compose.Tests.Images;

/// <summary>
/// Kafka's image turns its variables into a broker's settings and formats the data with a class that is in Kafka's own jars; here it does
/// so with the variables of the Compose file.
/// </summary>
public sealed class KafkaImageTests : IDisposable
{
    const string Log4j = """
        Configuration:
          Appenders:
            Console: {name: STDOUT, PatternLayout: {pattern: "%m%n"}}
          Loggers:
            Root: {level: INFO, AppenderRef: [{ref: STDOUT}]}
            Logger: [{name: kafka, level: INFO}]
        """;

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_variables_make_settings_with_which_data_are_formatted()
    {
        foreach (var folder in new[] { "default", "mounted", "final" })
            Directory.CreateDirectory(At(folder));
        await File.WriteAllTextAsync(At("default/server.properties"), "", TestContext.Current.CancellationToken);
        foreach (var file in new[] { "default/log4j2.yaml", "default/tools-log4j2.yaml" })
            await File.WriteAllTextAsync(At(file), Log4j, TestContext.Current.CancellationToken);
        var environment = ComposeFile.Named("kafka").Environment.ToDictionary();
        environment["KAFKA_LOG_DIRS"] = At("data");

        var (code, said) = await Command.RunAsync(
            ["bash", "-c", $"source '{Repository.Root}/deploy/tools.sh' && exec \"$(java_home)/bin/java\" {Setup}"],
            environment
        );

        Assert.True(code == 0, said);
        var settings = await File.ReadAllLinesAsync(At("final/server.properties"), TestContext.Current.CancellationToken);
        Assert.All(environment.Where(one => one.Key is not ("CLUSTER_ID" or "KAFKA_HEAP_OPTS")), one =>
            Assert.Contains($"{one.Key["KAFKA_".Length..].ToLowerInvariant().Replace('_', '.')}={one.Value}", settings)
        );
        Assert.Contains(
            $"cluster.id={environment["CLUSTER_ID"]}",
            await File.ReadAllLinesAsync(At("data/meta.properties"), TestContext.Current.CancellationToken)
        );
    }

    string Setup =>
        $"-Xmx128m -XX:TieredStopAtLevel=1 -cp '{Repository.Root}/.lib/kafka/libs/*' kafka.docker.KafkaDockerWrapper setup "
        + $"--default-configs-dir '{At("default")}' --mounted-configs-dir '{At("mounted")}' --final-configs-dir '{At("final")}'";

    string At(string path) => Path.Combine(_folder.Path, path);
}
