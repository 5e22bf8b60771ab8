using System.CommandLine;
using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Traffic;
using Analytics.Local.Traffic.History;

namespace Analytics.Local.Commands;

/// <summary><c>traffic</c>: sends events of visitors, of now or of the past, to a collector.</summary>
static class TrafficCommand
{
    static readonly TimeSpan _retry = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The collector: http://host:port.", Required = true };
        url.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                result.AddError("--url takes an address like http://127.0.0.1:5000.");
        });
        var key = new Option<string?>("--key")
        {
            Description = "The write key of the shop's site; with --history of its server. By default those of a local run.",
        };
        var appKey = new Option<string?>("--app-key")
        {
            Description = "The same of the shop's app; with --key but without it only the site is visited.",
        };
        var rate = SharedOptions.Rate(500);
        var visitors = SharedOptions.Visitors(400);
        var duration = SharedOptions.For("The duration; until Ctrl-C by default.");
        var seed = SharedOptions.Seed();
        var batch = SharedOptions.Batch();
        var ledger = new Option<string?>("--ledger") { Description = "A file for one JSON line per event: its content and its outcome." };
        var history = Options.Time(
            "--history",
            TimeSpan.FromDays(1),
            TimeSpan.FromDays(400),
            "Instead of now, the past of this length until now, as historical events, as fast as the collector takes them."
        );
        var events = Options.Number("--events", 200_000L, 1_000, 100_000_000, "The number of events of the history.");
        var command = new Command(
            "traffic",
            """
            Sends the events of a shop's visitors to a collector: the sessions of a site and an app, from landing to order, with campaigns,
            returning visitors, crawlers, late events, and one event in 200 broken on purpose.
            Prints a line a second, and at the end a line of JSON.
            Exit codes: 0 every event was accepted or, broken on purpose, rejected; 1 otherwise, or the ledger cannot be written; 64 usage.
            """
        )
        {
            url,
            key,
            appKey,
            rate,
            visitors,
            duration,
            seed,
            batch,
            ledger,
            history,
            events,
        };
        command.SetAction(
            (parsed, stopping) =>
            {
                var past = parsed.GetValue(history);
                var (site, app) = past is null
                    ? (CollectorOptions.Key, CollectorOptions.AppKey)
                    : (CollectorOptions.ServerKey, CollectorOptions.AppServerKey);
                var given = parsed.GetValue(key);
                var options = new TrafficOptions(parsed.GetValue(url)!.TrimEnd('/'), given ?? site, parsed.GetValue(rate))
                {
                    AppKey = parsed.GetValue(appKey) ?? (given is null ? app : null),
                    For = parsed.GetValue(duration),
                    Visitors = parsed.GetValue(visitors),
                    Seed = parsed.GetValue(seed),
                    BatchSize = parsed.GetValue(batch),
                    Ledger = parsed.GetValue(ledger),
                };
                return ExplainAsync(() =>
                    past is { } length
                        ? HistoryAsync(options with { RetryFor = _retry }, length, parsed.GetValue(events), stopping)
                        : NowAsync(options, stopping)
                );
            }
        );
        return command;
    }

    static async Task<int> ExplainAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The ledger cannot be written: {error.Message}");
            return ExitCodes.Failed;
        }
    }

    static async Task<int> NowAsync(TrafficOptions options, CancellationToken stopping)
    {
        using var source = new TrafficSource(options, TimeProvider.System);
        return await ShowAsync(source.Counts, source.RunAsync(stopping));
    }

    static async Task<int> HistoryAsync(TrafficOptions options, TimeSpan past, long events, CancellationToken stopping)
    {
        // Large batches in few requests at once, so that the collector is the limit and not the requests.
        var large = options with { BatchSize = Math.Max(options.BatchSize, 500), Concurrency = 8 };
        using var source = new HistorySource(large, past, events, TimeProvider.System);
        return await ShowAsync(source.Counts, source.RunAsync(stopping));
    }

    static async Task<int> ShowAsync(TrafficCounts counts, Task running)
    {
        var lines = new ConsoleLines();
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None)) != running)
            lines.Report($"sent {counts.Sent}, accepted {counts.Accepted}, rejected {counts.Rejected}, unknown {counts.Unknown}");
        await running;
        await Console.Out.WriteLineAsync(
            $$"""{"sent":{{counts.Sent}},"accepted":{{counts.Accepted}},"rejected":{{counts.Rejected}}"""
                + $$""","unknown":{{counts.Unknown}},"requests":{{counts.Requests}}}"""
        );
        return counts.Unknown == 0 && counts.Rejected == counts.Broken ? ExitCodes.Done : ExitCodes.Failed;
    }
}
