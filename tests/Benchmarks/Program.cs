using System.CommandLine;
using Analytics.Benchmarks;
using Analytics.Benchmarks.Batch;
using Analytics.Benchmarks.CatchUp;
using Analytics.Benchmarks.Events;
using Analytics.Benchmarks.Idle;
using Analytics.Benchmarks.Ingest;
using Analytics.Benchmarks.Ingest.Neighbors;
using Analytics.Benchmarks.Ingest.Sending;
using Analytics.Benchmarks.Ingest.Servers;
using Analytics.Benchmarks.Panels;
using Analytics.Hosting;

var program = new RootCommand(
    "Measures on this machine: the whole path of events, the collector alone, the cost of one event, the batch jobs, and the panels. "
        + "All parts are real, each a separate process."
)
{
    EndToEndCommand.Create(),
    CurveCommand.Create(),
    IdleCommand.Create(),
    CatchUpCommand.Create(),
    CollectorCommand.Create(),
    NeighborsCommand.Create(),
    EventsCommand.Create(),
    BatchCommand.Create(),
    PanelsCommand.Create(),
    LakeCommand.Create(),
    SendCommand.Create(),
    BareCommand.Create(),
};

// A clean stop of all processes takes several seconds.
return await program.RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
