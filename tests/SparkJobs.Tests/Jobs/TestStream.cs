using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using Confluent.Kafka;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using Npgsql;

namespace SparkJobs.Tests.Jobs;

/// <summary>Runs the queries of one test on separate topics, warehouse and lake, in the assembly's JVM.</summary>
sealed partial class TestStream : IAsyncDisposable
{
    // The first batch of a query compiles its code.
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    readonly TestDatabase _database;
    readonly TestTopics _topics;
    readonly TestFolder _folder;
    readonly KafkaCluster _kafka;
    readonly NpgsqlDataSource _warehouse;
    readonly IProducer<string?, byte[]?> _producer;

    TestStream(SparkFixture spark, TestDatabase database, TestTopics topics, Func<JobSettings, JobSettings>? change)
    {
        (_database, _topics) = (database, topics);
        _folder = new TestFolder();
        _kafka = new KafkaCluster(topics.BootstrapServers, topics.Client);
        _producer = new ProducerBuilder<string?, byte[]?>(
            new ProducerConfig(topics.Client.ToDictionary()) { BootstrapServers = topics.BootstrapServers, LingerMs = 2 }
        ).Build();
        var connection = database.ConnectionString(Role.Writer);
        _warehouse = NpgsqlDataSource.Create(connection);
        var settings = new JobSettings
        {
            Jobs = [],
            Kafka = topics.BootstrapServers,
            Warehouse = connection,
            Lake = Path.Combine(_folder.Path, "lake"),
            Topics = topics.Topics,
            Trigger = TimeSpan.FromMilliseconds(100),
            LakeTrigger = TimeSpan.FromSeconds(1),
            MaxOffsetsPerTrigger = 10_000,
            WarmBatches = 0,
            AcceptGap = false,
            AsyncProgress = true,
            Lean = false,
            Distributed = false,
            Listen = "",
        };
        Context = new JobContext(change?.Invoke(settings) ?? settings, spark.Session, _kafka, _warehouse, TimeProvider.System, Warnings);
    }

    public JobContext Context { get; }

    public Topics Topics => _topics.Topics;

    public Warnings Warnings { get; } = new();

    public static async Task<TestStream> CreateAsync(
        SparkFixture spark,
        TestEnvironment environment,
        Func<JobSettings, JobSettings>? change = null
    ) => new(spark, await environment.CreateWarehouseAsync(), await environment.CreateTopicsAsync(), change);

    /// <summary>Creates it over topics of another broker.</summary>
    public static async Task<TestStream> CreateAsync(SparkFixture spark, TestEnvironment environment, TestTopics topics) =>
        new(spark, await environment.CreateWarehouseAsync(), topics, settings => settings with { Lean = true });

    /// <summary>A run of one query; disposal stops the query.</summary>
    public RunningQuery Run(Func<JobContext, QueryPlan> job, JobSettings? settings = null) =>
        new(settings is null ? Context : Context with { Settings = settings }, job);

    /// <summary>Makes the other evaluation seem slow, so that every batch is evaluated over all executors.</summary>
    public void EvaluateOverExecutors(string query)
    {
        Context.ChoiceOf(query).Took(onExecutors: true, 1_000, TimeSpan.FromMilliseconds(100));
        for (var batch = 0; batch < 20; batch++)
            Context.ChoiceOf(query).Took(onExecutors: false, 1_000, TimeSpan.FromMinutes(10));
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = await _database.OpenAsync(Role.Admin);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends the sessions of a query in PostgreSQL, as a restart of the server does.</summary>
    public Task EndSessionsAsync(string query) =>
        QueryAsync<object>(
            $"""
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'analytics {query}'
            """
        );

    public Task<List<string>> LinesAsync(string sql) => _database.LinesAsync(Role.Admin, sql);

    /// <summary>The rows of a table of the lake.</summary>
    public DataFrame Read(string table) => Context.Session.Read().Format("delta").Load(table);

    /// <summary>Waits until the tables of the lake, both by default, hold so many rows together.</summary>
    public Task<long> LakeRowsAsync(long rows, params string[] tables) =>
        Poll.UntilAsync(
            () => Task.FromResult((tables is [] ? [Context.Lake.Events, Context.Lake.Rejected] : tables).Sum(CountRows)),
            found => found == rows,
            found => $"the lake holds {found} rows, not {rows}",
            Deadline,
            Period
        );

    long CountRows(string table) => DeltaTable.IsDeltaTable(Context.Session, table) ? Read(table).Count() : 0;

    /// <summary>Waits until the query has committed that many Kafka offsets.</summary>
    public Task CommittedAsync(string query, long offsets) =>
        ReachesAsync(offsets, $"SELECT coalesce(sum(next_offset), 0)::bigint FROM warehouse.ingest_ledger WHERE query = '{query}'");

    /// <summary>Waits until a number in the warehouse has the value; fails when it is greater.</summary>
    public async Task ReachesAsync(long expected, string sql)
    {
        var found = await Poll.UntilAsync(
            () => QueryAsync<long>(sql),
            found => found >= expected,
            found => $"{found} of {expected}: {sql}",
            Deadline,
            Period
        );
        Assert.Equal(expected, found);
    }

    public async ValueTask DisposeAsync()
    {
        _producer.Dispose();
        _kafka.Dispose();
        await _warehouse.DisposeAsync();
        await _topics.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }
}
