using System.CommandLine;
using Analytics.Benchmarks;
using Analytics.Benchmarks.Events;
using Analytics.Benchmarks.Ingest;
using Analytics.Benchmarks.Ingest.Sending;
using Analytics.Benchmarks.Ingest.Servers;

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

var command = program.Parse(args);

// Ctrl-C and SIGTERM cancel; a clean stop of everything takes its time.
var code = await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
return command.Errors.Count > 0 ? ExitCodes.Usage : code;
