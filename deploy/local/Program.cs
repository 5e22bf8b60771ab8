using System.CommandLine;
using Analytics.Hosting;
using Analytics.Local.Commands;

var program = new RootCommand(
    "Analytics on one machine: real Kafka, PostgreSQL, collector, Spark jobs and dashboards, each in a separate process."
)
{
    DemoCommand.Create(),
    UpCommand.Create(),
    TrafficCommand.Create(),
    TopicsCommand.Create(),
    GrafanaTokenCommand.Create(),
    ClusterCommand.Create(),
};

// A clean stop of every part takes longer than the default.
return await program.RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
