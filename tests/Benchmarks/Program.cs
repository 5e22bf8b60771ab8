using System.CommandLine;
using Analytics.Benchmarks;
using Analytics.Benchmarks.Events;
using Analytics.Benchmarks.Ingest;
using Analytics.Benchmarks.Ingest.Sending;
using Analytics.Benchmarks.Ingest.Servers;
using Analytics.Hosting;

var program = new RootCommand(
    "Measures on this machine: the whole way of events, the collector alone, and what one event costs it. All parts are real, "
        + "each a process of its own."
)
{
    EndToEndCommand.Create(),
    CollectorCommand.Create(),
    EventsCommand.Create(),
    SendCommand.Create(),
    BareCommand.Create(),
};

// A clean stop of all processes takes several seconds.
return await program.RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
