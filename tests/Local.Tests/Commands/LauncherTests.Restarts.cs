using Analytics.Hosting.Processes;
using Analytics.Testing.Waiting;

namespace Local.Tests.Commands;

public sealed partial class LauncherTests
{
    [Fact]
    public async Task A_start_that_fails_is_reported_and_tried_again()
    {
        using var launcher = await UpAsync("kafka");
        var broker = Assert.Single(Started());
        var settings = Path.Combine(Folder, "kafka", "server.properties");
        File.Delete(settings);
        Directory.CreateDirectory(settings);

        Signals.Send(broker.Pid, Signal.Kill);
        await Poll.UntilAsync("two failed starts are reported", () =>
            Lines().Count(line => line.Contains("  kafka: ", StringComparison.Ordinal)) > 1
        );
        Directory.Delete(settings);
        await Poll.UntilAsync("the broker runs again", () =>
            Lines().Exists(line => line.Contains("kafka runs again", StringComparison.Ordinal))
        );

        Signals.Send(launcher.Id, Signal.Terminate);
        await EndedAsync(launcher);
        Assert.Equal(0, launcher.ExitCode);
    }
}
