using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Processes;
using Analytics.Contracts;
using Analytics.Local.Components;
using Analytics.Local.Figures;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Npgsql;

namespace Analytics.Benchmarks.CatchUp;

/// <summary>One query of one contender reads the backlog into a fresh warehouse.</summary>
sealed class CatchUpRun(CatchUpContender contender, string query, LocalStack stack, Generator? live, string folder)
{
    static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan _limit = TimeSpan.FromMinutes(15);

    /// <summary>The shares of the offsets between which the speed is taken: before, the JVM compiles.</summary>
    static readonly (double From, double To) _window = (0.4, 0.98);

    readonly DeltaLog _lake = new(Path.Combine(folder, "lake", LakeTables.Events));

    bool IsArchive => query == QueryNames.LakeArchive;

    public async Task<CatchUpFigures> RunAsync(CancellationToken stopping)
    {
        await using var postgres = new PostgresServer(folder);
        await postgres.StartAsync(stopping);
        await postgres.MigrateAsync(stopping);
        await using var cluster = contender.Workers > 0 ? new SparkCluster(folder, contender.Workers, cores: 1) : null;
        if (cluster is not null)
            await cluster.StartAsync(stopping);

        await using var jobs = new Local.Components.SparkJobs(
            folder,
            new(stack.Kafka.BootstrapServers, postgres.ConnectionString(Role.Writer), Path.Combine(folder, "lake"))
            {
                Jobs = query,
                Job = [.. contender.Options, "--warm-batches", "50"],
                Spark = cluster is null ? [] : ["--master", cluster.Address, "--conf", "spark.executor.memory=1g"],
            }
        )
        {
            StartLimit = TimeSpan.FromMinutes(5),
        };
        await using var warehouse = NpgsqlDataSource.Create(postgres.ConnectionString(Role.Admin));
        var starting = jobs.StartAsync(stopping);
        var backlog = await CollectorCounts.AcceptedAsync(stack.Collector.Url, stopping);
        var figures = await WatchAsync(warehouse, postgres, jobs, cluster, backlog, stopping);
        await starting;
        if (live is not null)
            await live.StopAsync();

        var events = await CollectorCounts.AcceptedAsync(stack.Collector.Url, stopping);
        await ReadAsync(warehouse, events, stopping);
        return figures with { Counted = await CountedAsync(postgres, warehouse, stopping), Events = events };
    }

    async Task<long> CountedAsync(PostgresServer postgres, NpgsqlDataSource warehouse, CancellationToken stopping)
    {
        if (IsArchive)
            return _lake.CountRows();

        await using var counts = new WarehouseFigures(postgres.ConnectionString(Role.Admin));
        return query == QueryNames.LiveMetrics
            ? (await counts.CountedAsync(stopping)).Events
            : await EmbeddedQuery.NumberAsync(warehouse, "catch_up_sessions", stopping) ?? 0;
    }

    async Task<CatchUpFigures> WatchAsync(
        NpgsqlDataSource warehouse,
        PostgresServer postgres,
        Local.Components.SparkJobs jobs,
        SparkCluster? cluster,
        long offsets,
        CancellationToken stopping
    )
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        (long Done, CpuReading Cpu)? first = null;
        using var timer = new PeriodicTimer(_look);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            var done = await DoneAsync(warehouse, stopping);
            if (clock.GetElapsedTime(began) > _limit)
                throw new BenchmarkException($"{contender.Name} has read {done} of {offsets} offsets after {_limit}.");
            if (jobs.Pid is not { } jvm)
                continue;

            MeasuredProcess[] processes =
            [
                new("jobs", jvm),
                new("postgres", postgres.Pid!.Value),
                new("kafka", stack.Kafka.Pid!.Value),
                .. cluster?.Workers.Select(worker => new MeasuredProcess("workers", worker.Pid!.Value)) ?? [],
            ];
            if (first is null && done >= offsets * _window.From)
                first = (done, CpuReading.Take(clock, processes));
            if (first is var (from, before) && done >= offsets * _window.To)
            {
                var cpu = CpuReading.Take(clock, processes);
                var seconds = (cpu.At - before.At).TotalSeconds;
                var used = cpu.CoresSince(before).ToDictionary(part => part.Key, part => part.Value * seconds / (done - from) * 1e6);
                await ReadAsync(warehouse, offsets, stopping);
                return new(
                    contender.Name,
                    query,
                    (done - from) / seconds,
                    clock.GetElapsedTime(began).TotalSeconds,
                    used,
                    cpu.MachineCoresSince(before)
                );
            }
        }

        throw new OperationCanceledException(stopping);
    }

    async Task ReadAsync(NpgsqlDataSource warehouse, long offsets, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_look);
        while (await DoneAsync(warehouse, stopping) < offsets)
            await timer.WaitForNextTickAsync(stopping);
    }

    /// <summary>Returns the offsets that are read and written; those of rejected events are in a topic of their own.</summary>
    async Task<long> DoneAsync(NpgsqlDataSource warehouse, CancellationToken stopping) =>
        IsArchive ? _lake.CountRows() : await EmbeddedQuery.NumberAsync(warehouse, "catch_up_offsets", stopping) ?? 0;
}
