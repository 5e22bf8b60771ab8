using Collector.Tests.Running;

namespace Collector.Tests.Delivery.Spool;

/// <summary>The owner of the spool's folder.</summary>
public sealed class SpoolStartTests(RunningCollector running)
{
    [Fact]
    [Trait("Fault", "F18")]
    public async Task A_second_collector_on_the_same_folder_ends_at_once_and_a_killed_one_lets_go_of_it()
    {
        using var folder = new Analytics.Testing.TestFolder();
        var mine = $"Spool:Folder={folder.Path}";
        var first = await running.StartAnotherAsync(mine);
        var (exitCode, output) = await CollectorProcess.RunAsync("Kafka:BootstrapServers=127.0.0.1:1", mine);
        Assert.Equal(75, exitCode);
        Assert.Contains($"another collector uses {folder.Path}", output);

        await first.KillAsync();
        await first.DisposeAsync();
        await (await running.StartAnotherAsync(mine)).DisposeAsync();
    }

    [Fact]
    public async Task Makes_the_folder_for_its_own_user_alone()
    {
        using var folder = new Analytics.Testing.TestFolder();
        var spool = Path.Combine(folder.Path, "new", "spool");
        await (await running.StartAnotherAsync($"Spool:Folder={spool}")).DisposeAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(spool).UnixFileMode);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_named()
    {
        using var folder = new Analytics.Testing.TestFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var (exitCode, output) = await CollectorProcess.RunAsync("Kafka:BootstrapServers=127.0.0.1:1", $"Spool:Folder={file}");
        Assert.Equal(69, exitCode);
        Assert.StartsWith("Spool:Folder: ", output.Split('\n').First(line => line.Length > 0));
    }
}
