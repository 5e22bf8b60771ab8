using System.CommandLine;
using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;

namespace Analytics.Local.Commands;

/// <summary><c>up</c>: starts a local run, and keeps it running until it is canceled.</summary>
static class UpCommand
{
    public static Command Create()
    {
        var folder = SharedOptions.Folder("up");
        var parts = new Option<Parts>("--parts")
        {
            Description =
                "The parts, separated by commas: kafka, postgres, collector, sparkjobs, preview, all. Parts that they need start too.",
            DefaultValueFactory = _ => Parts.All,
        };
        var prefix = new Option<string>("--topic-prefix")
        {
            Description = "The prefix of the topics' names.",
            DefaultValueFactory = _ => Contracts.Topics.DefaultPrefix,
        };
        var command = new Command(
            "up",
            """
            Starts the parts, prints their addresses, restarts those that end by themselves, and stops all on Ctrl-C or SIGTERM.
            The folder keeps the data for the next start.
            Exit codes: 0 stopped, 1 a part did not start, 64 usage, 69 something is not built or installed, 75 another run has the folder.
            """
        )
        {
            folder,
            parts,
            prefix,
        };
        command.SetAction(
            (parsed, stopping) =>
                SingleRun.RunAsync(
                    parsed.GetValue(folder)!,
                    () =>
                        RunAsync(
                            new LocalStackOptions(Path.GetFullPath(parsed.GetValue(folder)!))
                            {
                                Parts = parsed.GetValue(parts),
                                TopicPrefix = parsed.GetValue(prefix)!,
                            },
                            stopping
                        ),
                    stopping
                )
        );
        return command;
    }

    static async Task<int> RunAsync(LocalStackOptions options, CancellationToken stopping)
    {
        var lines = new ConsoleLines();
        await using var stack = await LocalStack.StartAsync(options, lines, stopping);
        foreach (var component in stack.Components)
            lines.Report($"{component.Name, -10} {Where(component), -24} pid {component.Pid, -8} {component.Log}");
        if (stack.Components.Contains(stack.Postgres) && stack.Components.Contains(stack.Collector))
            lines.Report($"keys       {KeysLine.Of(stack.Postgres)}");
        lines.Report("running; Ctrl-C stops everything");
        await using (new Supervisor(stack.Components, lines, TimeProvider.System))
            await UntilAsync(stopping);
        await stack.StopAsync(lines);
        return ExitCodes.Done;
    }

    static Task UntilAsync(CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource();
        stopping.Register(stopped.SetResult);
        return stopped.Task;
    }

    static string Where(Component component) =>
        component switch
        {
            HttpComponent http => http.Url,
            KafkaBroker kafka => kafka.BootstrapServers,
            PostgresServer postgres => postgres.Address,
            _ => "",
        };
}
