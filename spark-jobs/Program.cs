using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Hosting.Web;
using Analytics.SparkBinding;
using Analytics.SparkJobs;
using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Monitoring;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Npgsql;

var jobs = new Dictionary<string, Func<JobContext, QueryPlan>>
{
    [QueryNames.LiveMetrics] = LiveMetricsJob.Plan,
    [QueryNames.RejectedCounts] = RejectedCountsJob.Plan,
    [QueryNames.Sessions] = SessionsJob.Plan,
    [QueryNames.HistoricalMetrics] = HistoricalMetricsJob.Plan,
    [QueryNames.LakeArchive] = LakeArchiveJob.Plan,
};

return await ApplicationCommand.InvokeAsync(args, async (settings, stopping) =>
{
    using var logging = LoggerFactory.Create(builder => builder.AddConsoleLog());
    var log = logging.CreateLogger("Analytics.SparkJobs");

    using var kafka = new KafkaCluster(settings.Kafka, settings.KafkaClient);
    await using var warehouse = NpgsqlDataSource.Create(settings.Warehouse);
    var session = SparkSessions.Create($"analytics {string.Join(' ', settings.Jobs)}");
    var context = new JobContext(settings, session, kafka, warehouse, TimeProvider.System, log);
    if (settings.Goals.Refusal(session) is { } refusal)
    {
        Console.Error.WriteLine(refusal);
        return ExitCodes.Usage;
    }

    using var application = new Application(context, [.. settings.Jobs.Select(job => jobs[job](context))]);

    await using var health = HealthEndpoints.Build(settings.Listen, application.Readiness);
    await health.StartAsync(stopping);

    using var onSignal = stopping.Register(() => application.Stop("Ctrl-C or SIGTERM"));
    // Offsets and sums are committed; the supervisor restarts the process.
    JvmHost.OnJvmLost += reason => Environment.Exit(ExitCodes.Failed);
    JvmHost.RegisterShutdownHook(() => application.StopAndWait("Spark's JVM is shutting down"));
    return application.Run();
});
