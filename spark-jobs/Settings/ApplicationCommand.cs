using System.CommandLine;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Settings;

/// <summary>The command line of the application; each option may also come from the environment.</summary>
static class ApplicationCommand
{
    /// <summary>Parses the command line and runs the jobs; usage errors end with exit code 64.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="run">Runs the jobs; Ctrl-C and SIGTERM cancel the token, and the process then has 30 seconds to end.</param>
    /// <param name="configuration">The output; the console when null.</param>
    public static async Task<int> InvokeAsync(
        string[] args,
        Func<JobSettings, CancellationToken, Task<int>> run,
        InvocationConfiguration? configuration = null
    )
    {
        var command = new RootCommand("Streams events from Kafka into the warehouse and the lake.")
        {
            JobOptions.Job,
            JobOptions.Kafka,
            JobOptions.KafkaClient,
            JobOptions.Warehouse,
            JobOptions.Lake,
            JobOptions.TopicPrefix,
            Goals.Setting,
            PropertyDimensions.Setting,
            JobOptions.Listen,
            JobOptions.Trigger,
            JobOptions.LakeTrigger,
            JobOptions.MaxOffsets,
            JobOptions.FetchMaxWait,
            JobOptions.FetchWaitMs,
            JobOptions.WarmBatches,
            JobOptions.BackgroundNice,
            JobOptions.AcceptGap,
            JobOptions.AsyncProgress,
            JobOptions.Lean,
            JobOptions.Distributed,
        };
        command.SetAction((parsed, stopping) => run(Settings(parsed), stopping));

        configuration ??= new InvocationConfiguration();
        configuration.ProcessTerminationTimeout = TimeSpan.FromSeconds(30);
        return await command.RunAsync(args, configuration);
    }

    static JobSettings Settings(ParseResult parsed) =>
        new()
        {
            Jobs = parsed.GetRequiredValue(JobOptions.Job),
            Kafka = JobOptions.Kafka.Get(parsed),
            KafkaClient = JobOptions.KafkaClient.Find(parsed) is { } file ? KafkaClientFile.Read(file) : new Dictionary<string, string>(),
            Warehouse = JobOptions.Warehouse.Get(parsed),
            Lake = JobOptions.Lake.Get(parsed),
            Topics = new Topics(JobOptions.TopicPrefix.Get(parsed)),
            Goals = Goals.Read(Goals.Setting.Find(parsed)),
            Properties = PropertyDimensions.Parse(PropertyDimensions.Setting.Find(parsed)),
            Trigger = JobOptions.Trigger.Get(parsed),
            LakeTrigger = JobOptions.LakeTrigger.Get(parsed),
            MaxOffsetsPerTrigger = parsed.GetValue(JobOptions.MaxOffsets),
            FetchMaxWait = JobOptions.FetchMaxWait.Get(parsed),
            WarmBatches = parsed.GetValue(JobOptions.WarmBatches),
            BackgroundNice = parsed.GetValue(JobOptions.BackgroundNice),
            AcceptGap = parsed.GetValue(JobOptions.AcceptGap),
            AsyncProgress = parsed.GetValue(JobOptions.AsyncProgress),
            Lean = parsed.GetValue(JobOptions.Lean),
            Distributed = parsed.GetValue(JobOptions.Distributed),
            Listen = JobOptions.Listen.Get(parsed),
        };
}
