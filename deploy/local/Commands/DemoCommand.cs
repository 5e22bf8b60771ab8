using System.CommandLine;
using Analytics.Local.Components;
using Analytics.Local.Stack;
using Analytics.Local.Traffic;

namespace Analytics.Local.Commands;

/// <summary><c>demo</c>: runs everything with traffic, and compares what was sent with Kafka, and that with what is counted.</summary>
static class DemoCommand
{
    public static Command Create()
    {
        var folder = SharedOptions.Folder("demo");
        folder.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { Length: > 0 } path && !DemoFolder.IsOwn(Path.GetFullPath(path)))
                result.AddError($"--folder: {path} has content that no demo has made, which would be lost. Name a new or an empty folder.");
        });
        var duration = SharedOptions.For("The duration of the traffic; until Ctrl-C by default.");
        var rate = SharedOptions.Rate(500);
        var visitors = SharedOptions.Visitors(1_000);
        var seed = SharedOptions.Seed();
        var command = new Command(
            "demo",
            """
            Starts everything with new data, sends realistic traffic, shows what arrives, and stops.
            The folder is a new one, an empty one, or that of an earlier demo, whose data are removed.
            The last line is JSON:
            {"sent":N,"accepted":N,"unknown":0,"published":N,"counted":N,"lake":N,"published_rejected":M,"rejected":M,
            "difference":0,"age_ms_p50":..,"age_ms_p99":..,"commits_per_s":..}
            published is what Kafka holds, with events that others sent meanwhile.
            Exit codes: 0 Kafka holds every event that was answered (unknown = 0, accepted <= published, sent - accepted <=
            published_rejected), published = counted = lake, published_rejected = rejected, and reprocess finds no difference;
            1 they differ, or a part failed; 64 usage; 69 something is not built or installed; 75 another run has the folder.
            """
        )
        {
            folder,
            duration,
            rate,
            visitors,
            seed,
        };
        command.SetAction(
            (parsed, stopping) =>
            {
                var options = new LocalStackOptions(Path.GetFullPath(parsed.GetValue(folder)!));
                return SingleRun.RunAsync(
                    options.Folder,
                    () =>
                        new Demo(options, new ConsoleLines(), TimeProvider.System).RunAsync(
                            url => new TrafficOptions(url, CollectorOptions.Key, parsed.GetValue(rate))
                            {
                                AppKey = CollectorOptions.AppKey,
                                For = parsed.GetValue(duration),
                                Visitors = parsed.GetValue(visitors),
                                Seed = parsed.GetValue(seed),
                            },
                            stopping
                        ),
                    stopping
                );
            }
        );
        return command;
    }
}
