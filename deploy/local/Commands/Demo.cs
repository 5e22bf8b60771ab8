using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Figures;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Analytics.Local.Traffic;

namespace Analytics.Local.Commands;

/// <summary>Runs the demo, from the start of its parts to the final comparison.</summary>
sealed class Demo(LocalStackOptions options, ConsoleLines lines, TimeProvider clock)
{
    static readonly TimeSpan _probe = TimeSpan.FromMilliseconds(25);

    // The archive commits every 10 s: this allows three commits and a pause of the machine.
    static readonly TimeSpan _drainLimit = TimeSpan.FromSeconds(60);

    /// <param name="trafficOf">The options of the traffic for the collector's address.</param>
    public async Task<int> RunAsync(Func<string, TrafficOptions> trafficOf, CancellationToken stopping)
    {
        DemoFolder.Renew(options.Folder);
        await using var stack = await LocalStack.StartAsync(options, lines, stopping);
        lines.Report($"dashboard  {stack.Preview.Url}");
        lines.Report($"collector  {stack.Collector.Url}/v1/events, key {CollectorOptions.Key}");
        lines.Report($"kafka      {stack.Kafka.BootstrapServers}");
        lines.Report($"lake       {stack.Lake}");
        lines.Report($"keys       {KeysLine.Of(stack.Postgres)}");
        lines.Report($"logs       {Path.Combine(options.Folder, "logs")}");

        await using var warehouse = new WarehouseFigures(stack.Postgres.ConnectionString(Role.Admin));
        var sent = trafficOf(stack.Collector.Url);
        using var traffic = new TrafficSource(sent, clock);
        using var topics = new TopicFigures(stack.Kafka.BootstrapServers, stack.Topics);
        var view = new DemoView(
            traffic.Counts,
            topics,
            warehouse,
            new AgeProbe(warehouse, QueryNames.LiveMetrics, clock, _probe),
            new DeltaLog(Path.Combine(stack.Lake, LakeTables.Events)),
            clock
        );

        var batch = new DemoBatch(stack.BatchJobs, lines, clock);
        DemoFigures figures;
        await using (new Supervisor(stack.Components.Where(component => component != stack.Collector), lines, clock))
        {
            var began = clock.GetUtcNow();
            DateTimeOffset ended;
            await using (new Supervisor([stack.Collector], lines, clock))
            {
                using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                var repeating = sent.For is null ? batch.RepeatAsync(began, over.Token) : Task.CompletedTask;
                await view.ShowWhileAsync(traffic.RunAsync(stopping));
                ended = clock.GetUtcNow();
                await over.CancelAsync();
                await repeating;
                await view.UntilPublishedAsync(_drainLimit, lines);
            }

            // Others may have sent events too, and may go on: without a collector the numbers that are compared stand still.
            await new Steps(lines).RunAsync("stopping collector", stack.Collector.StopAsync);
            figures = await view.DrainAsync(began, ended, _drainLimit, lines);
            // Ctrl-C ends the demo without another run; the newest one counts.
            if (sent.For is not null)
                await batch.RunAsync(began, CancellationToken.None);
            figures = figures with { Difference = await warehouse.DifferenceAsync(CancellationToken.None), IsCompared = batch.HasCompared };
        }

        await stack.StopAsync(lines);
        await Console.Out.WriteLineAsync(figures.ToJson());
        return figures.IsExact && batch.HasSucceeded ? ExitCodes.Done : ExitCodes.Failed;
    }
}
