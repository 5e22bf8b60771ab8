using System.CommandLine;
using Analytics.Local.Commands;

var program = new RootCommand(
    "Analytics on one machine: real Kafka, PostgreSQL, collector, Spark jobs and dashboards, each a process of its own."
)
{
    DemoCommand.Create(),
    UpCommand.Create(),
    TrafficCommand.Create(),
    ClusterCommand.Create(),
};

var command = program.Parse(args);

// Ctrl-C and SIGTERM cancel; a clean stop of everything takes its time.
var code = await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
return command.Errors.Count > 0 ? ExitCodes.Usage : code;
