using System.CommandLine;
using Analytics.Hosting;
using Analytics.Local.Traffic;

namespace Analytics.Local.Commands;

/// <summary><c>traffic</c>: sends what visitors do to a collector.</summary>
static class TrafficCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The collector: http://host:port.", Required = true };
        url.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                result.AddError("--url takes an address like http://127.0.0.1:5000.");
        });
        var key = new Option<string>("--key") { Description = "Its write key.", DefaultValueFactory = _ => CollectorOptions.Key };
        var rate = SharedOptions.Rate(500);
        var duration = SharedOptions.For("The duration; until Ctrl-C by default.");
        var seed = SharedOptions.Seed();
        var batch = SharedOptions.Batch();
        var ledger = new Option<string?>("--ledger") { Description = "A file for one JSON line per event: its id and its outcome." };
        var command = new Command(
            "traffic",
            """
            Sends the events of a shop's visitors to a collector: sessions, pages, purchases, and one event in 200 broken on purpose.
            Prints a line a second, and at the end a line of JSON.
            Exit codes: 0 every event was accepted or, broken on purpose, rejected; 1 otherwise; 64 usage.
            """
        )
        {
            url,
            key,
            rate,
            duration,
            seed,
            batch,
            ledger,
        };
        command.SetAction(
            (parsed, stopping) =>
                RunAsync(
                    new TrafficOptions(parsed.GetValue(url)!.TrimEnd('/'), parsed.GetValue(key)!, parsed.GetValue(rate))
                    {
                        For = parsed.GetValue(duration),
                        Seed = parsed.GetValue(seed),
                        BatchSize = parsed.GetValue(batch),
                        Ledger = parsed.GetValue(ledger),
                    },
                    stopping
                )
        );
        return command;
    }

    static async Task<int> RunAsync(TrafficOptions options, CancellationToken stopping)
    {
        var lines = new Lines();
        using var source = new TrafficSource(options, TimeProvider.System);
        var counts = source.Counts;
        var running = source.RunAsync(stopping);
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
