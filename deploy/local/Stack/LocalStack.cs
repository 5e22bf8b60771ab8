using Analytics.Contracts;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Local.Postgres;

namespace Analytics.Local.Stack;

/// <summary>
/// A whole local run: starts and stops every part of <see cref="LocalStackOptions.Parts"/> as a process, in order.
/// </summary>
public sealed class LocalStack : IAsyncDisposable
{
    readonly LocalStackOptions _options;

    LocalStack(LocalStackOptions options)
    {
        _options = options;
        Topics = new Topics(options.TopicPrefix);
        Lake = Path.Combine(options.Folder, "lake");
        var routes = new Routes(options.Through);
        Kafka = new KafkaBroker(options.Folder) { JavaOptions = options.Kafka, Listeners = routes.Listeners };
        Postgres = new PostgresServer(options.Folder) { Further = options.Postgres };
        Collector = new Collector(
            options.Folder,
            new CollectorOptions(routes.Kafka(Edge.CollectorToKafka, Kafka.BootstrapServers))
            {
                TopicPrefix = options.TopicPrefix,
                Settings = options.Collector,
                Warehouse = options.Parts.HasFlag(Parts.Postgres)
                    ? routes.Postgres(Edge.CollectorToPostgres, Postgres.ConnectionString(Role.Collector))
                    : "",
            }
        );
        SparkJobs = new SparkJobs(
            options.Folder,
            new SparkJobsOptions(
                routes.Kafka(Edge.SparkToKafka, Kafka.BootstrapServers),
                routes.Postgres(Edge.SparkToPostgres, Postgres.ConnectionString(Role.Writer)),
                Lake
            )
            {
                TopicPrefix = options.TopicPrefix,
                Jobs = options.Jobs,
                Spark = options.Spark,
                Job = options.Job,
            }
        )
        {
            StartLimit = TimeSpan.FromMinutes(5),
        };
        BatchJobs = new BatchJobs(options.Folder, Postgres.ConnectionString(Role.Batch), Lake, options.TopicPrefix);
        Preview = new PreviewPage(options.Folder, Postgres.ConnectionString(Role.Reader));
    }

    public Topics Topics { get; }

    /// <summary>The lake's root folder.</summary>
    public string Lake { get; }

    public KafkaBroker Kafka { get; }
    public PostgresServer Postgres { get; }
    public Collector Collector { get; }
    public SparkJobs SparkJobs { get; }
    public BatchJobs BatchJobs { get; }
    public PreviewPage Preview { get; }

    /// <summary>The parts of this run in the order of stopping: a writer before its target.</summary>
    public IReadOnlyList<Component> Components =>
        [
            .. new (Parts, Component)[]
            {
                (Parts.Preview, Preview),
                (Parts.Collector, Collector),
                (Parts.SparkJobs, SparkJobs),
                (Parts.Kafka, Kafka),
                (Parts.Postgres, Postgres),
            }
                .Where(part => _options.Parts.HasFlag(part.Item1))
                .Select(part => part.Item2),
        ];

    /// <summary>Starts the parts and waits until each is healthy.</summary>
    /// <param name="options">The parts and the folder.</param>
    /// <param name="progress">Receives a line for each step, and one every 5 s while a step lasts.</param>
    /// <exception cref="ComponentException">A part did not start; the started ones are stopped again.</exception>
    public static async Task<LocalStack> StartAsync(
        LocalStackOptions options,
        IProgress<string>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var stack = new LocalStack(options);
        try
        {
            await stack.StartPartsAsync(new Steps(progress), cancellation);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Restarts parts that end by themselves, with growing pauses, until the result is disposed.</summary>
    /// <param name="progress">Receives a line for each end and each start.</param>
    public IAsyncDisposable Supervise(IProgress<string> progress) => new Supervisor(Components, progress, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        foreach (var component in Components)
            await component.StopAsync();
    }

    /// <summary>Stops the parts in order, each after those that use it.</summary>
    public async Task StopAsync(IProgress<string>? progress = null)
    {
        var steps = new Steps(progress);
        foreach (var component in Components.Where(component => component.Pid is not null))
            await steps.RunAsync($"stopping {component.Name}", component.StopAsync);
    }

    async Task StartPartsAsync(Steps steps, CancellationToken cancellation)
    {
        // Kafka and PostgreSQL are independent of each other, and so are the three parts that need them.
        await Task.WhenAll(StartAsync(Parts.Kafka, Kafka), StartAsync(Parts.Postgres, Postgres));
        await Task.WhenAll(CreateTopicsAsync(), MigrateAsync());
        await Task.WhenAll(
            StartAsync(Parts.Collector, Collector),
            StartAsync(Parts.Preview, Preview),
            StartAsync(Parts.SparkJobs, SparkJobs)
        );

        Task StartAsync(Parts part, Component component) =>
            _options.Parts.HasFlag(part)
                ? steps.RunAsync($"starting {component.Name}", () => component.StartAsync(cancellation), () => component.Doing)
                : Task.CompletedTask;

        Task CreateTopicsAsync() =>
            _options.Parts.HasFlag(Parts.Kafka)
                ? steps.RunAsync("creating topics", () =>
                    KafkaTopics.CreateAsync(Kafka.BootstrapServers, Topics, partitions: _options.EventPartitions)
                )
                : Task.CompletedTask;

        Task MigrateAsync() =>
            _options.Parts.HasFlag(Parts.Postgres)
                ? steps.RunAsync("migrating the warehouse", () => Postgres.MigrateAsync(cancellation))
                : Task.CompletedTask;
    }
}
