using Analytics.Contracts;
using Analytics.SparkGateway;
using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Running;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Npgsql;

var jobs = new Dictionary<string, Func<JobContext, QueryPlan>>
{
    [QueryNames.LiveMetrics] = LiveMetricsJob.Plan,
    [QueryNames.RejectedCounts] = RejectedCountsJob.Plan,
    [QueryNames.LakeArchive] = LakeArchiveJob.Plan,
};

return await JobCommand.InvokeAsync(args, async (settings, stopping) =>
{
    using var logging = LoggerFactory.Create(builder =>
        builder.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        })
    );
    var log = logging.CreateLogger("Analytics.SparkJobs");

    using var kafka = new KafkaCluster(settings.Kafka);
    await using var warehouse = NpgsqlDataSource.Create(settings.Warehouse);
    var session = SparkSessions.Create($"analytics {string.Join(' ', settings.Jobs)}");
    var context = new JobContext(settings, session, kafka, warehouse, TimeProvider.System, log);
    var plans = settings.Jobs.Select(job => jobs[job](context)).ToList();
    var readiness = new Readiness(plans, settings.WarmBatches, log);

    await using var health = HealthEndpoints.Build(settings.Listen, readiness);
    await health.StartAsync(stopping);

    using var application = new Application(context, plans, readiness, log);
    using var onSignal = stopping.Register(() => application.Stop("asked to"));
    // Offsets and sums are safe; whoever started us starts us again.
    SparkGatewayHost.OnJvmLost += reason => Environment.Exit(ExitCodes.Failed);
    SparkGatewayHost.RegisterShutdownHook(() => application.StopAndWait("Spark's JVM is shutting down"));
    return application.Run();
});
