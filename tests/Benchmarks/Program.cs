using System.CommandLine;
using Analytics.Benchmarks;

var program = new RootCommand("Measures the whole way of events on this machine: real Kafka, PostgreSQL, Spark, collector, each a process of its own.")
{
    EndToEndCommand.Create(),
};

var command = program.Parse(args);
// Ctrl-C and SIGTERM cancel; a clean stop of everything takes its time.
var code = await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
return command.Errors.Count > 0 ? ExitCodes.Usage : code;
