using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Processes;
using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;

namespace Analytics.Benchmarks.Measuring;

/// <summary>Measures one window of one contender: starts the stack, warms up, measures, waits for all counts, stops the stack.</summary>
sealed class Measurement(Contender contender, Load load, string folder, IProgress<string> progress, TimeProvider clock)
{
    static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    // The lake commits every 10 s.
    static readonly TimeSpan _drainLimit = TimeSpan.FromSeconds(90);

    // The age is undefined before the first event is visible.
    static readonly TimeSpan _firstCommitLimit = TimeSpan.FromMinutes(3);

    /// <exception cref="Local.Components.ComponentException">A part did not start.</exception>
    /// <exception cref="BenchmarkException">A part ended by itself, or no traffic arrived.</exception>
    public async Task<RunFigures> RunAsync(CancellationToken stopping)
    {
        var hashRate = Calibration.HashRate(clock);
        await using var stack = await ContenderStack.StartAsync(contender, load, folder, progress, stopping);
        await using var counting = new Counting(stack, contender);
        await using var probes = new AgeProbes(stack.Postgres.ConnectionString(Role.Admin), clock);
        var warm = load.Warm * contender.WarmTimes;
        using var generator = await Generator.StartAsync(
            folder,
            stack.Collector.Url,
            load,
            warm + _firstCommitLimit + load.Window + TimeSpan.FromMinutes(2)
        );
        await FirstEventAsync(counting, generator, stopping);
        await PassAsync("warming up", warm, stack, generator, probes, stopping);
        await FirstCommitAsync(stack, probes, stopping);

        var processes = await ProcessesAsync(stack, generator, counting, stopping);
        var countsBefore = await counting.TakeAsync(stopping);
        probes.Reset();
        var cpuBefore = CpuReading.Take(clock, processes);
        await PassAsync("measuring", load.Window, stack, generator, probes, stopping);
        var cpu = CpuReading.Take(clock, processes);
        var memory = Memory.Of(processes);
        var (age, sessions) = (Spread.Of(probes.Live.Percentile), Spread.Of(probes.Sessions.Percentile));
        var counts = await counting.TakeAsync(stopping);

        var totals = await DrainAsync(counting, await generator.StopAsync(), stopping);
        stack.CheckAlive();
        var batches = ProgressLog.Read(stack.ProgressLog(contender.Applications[0].Name), QueryNames.LiveMetrics, cpuBefore.At, cpu.At);
        return new(
            (cpu.At - cpuBefore.At).TotalSeconds,
            counts.Accepted - countsBefore.Accepted,
            counts.Counted - countsBefore.Counted,
            counts.Lake - countsBefore.Lake,
            age,
            sessions,
            Spread.Of(await counting.Warehouse.OldestAtCommitAsync(cpuBefore.At, cpu.At, stopping)),
            await counting.Warehouse.CommitsAsync(cpuBefore.At, cpu.At, stopping) / (cpu.At - cpuBefore.At).TotalSeconds,
            Spread.Of([.. batches.Select(batch => batch.Total)]),
            Means(batches),
            cpu.CoresSince(cpuBefore),
            memory,
            counts.Spooled - countsBefore.Spooled,
            cpu.MachineCoresSince(cpuBefore),
            hashRate,
            totals,
            totals.Wrong()
        );
    }

    // The generator's code is compiled for some seconds before its first request.
    async Task FirstEventAsync(Counting counting, Generator generator, CancellationToken stopping)
    {
        var began = clock.GetTimestamp();
        using var timer = new PeriodicTimer(_look, clock);
        while ((await counting.TakeAsync(stopping)).Accepted == 0)
        {
            if (generator.HasEnded || clock.GetElapsedTime(began) > _drainLimit)
                throw new BenchmarkException("The collector has accepted nothing.");
            await timer.WaitForNextTickAsync(stopping);
        }
    }

    async Task FirstCommitAsync(ContenderStack stack, AgeProbes probes, CancellationToken stopping)
    {
        var began = clock.GetTimestamp();
        using var timer = new PeriodicTimer(_look, clock);
        while (probes.Live.Latest is null && await timer.WaitForNextTickAsync(stopping))
        {
            stack.CheckAlive();
            if (clock.GetElapsedTime(began) > _firstCommitLimit)
                throw new BenchmarkException($"No event is visible {_firstCommitLimit.TotalSeconds:0} s after the warm-up.");
        }
    }

    async Task PassAsync(
        string what,
        TimeSpan time,
        ContenderStack stack,
        Generator generator,
        AgeProbes probes,
        CancellationToken stopping
    )
    {
        await new Steps(progress).RunAsync(
            what,
            async () =>
            {
                var began = clock.GetTimestamp();
                while (clock.GetElapsedTime(began) is var elapsed && elapsed < time)
                {
                    await Task.Delay(time - elapsed < _look ? time - elapsed : _look, clock, stopping);
                    stack.CheckAlive();
                    if (generator.HasEnded)
                        throw new BenchmarkException("The generator ended by itself.");
                }
            },
            () => $"of {time.TotalSeconds:0} s, age {probes.Live.Latest:0} ms"
        );
    }

    static async Task<IReadOnlyList<MeasuredProcess>> ProcessesAsync(
        ContenderStack stack,
        Generator generator,
        Counting counting,
        CancellationToken stopping
    )
    {
        var backend = await counting.BackendAsync(AgeProbes.Name, stopping);
        return
        [
            .. stack.Processes(),
            new("generator", generator.Pid),
            new("probe", Environment.ProcessId),
            .. backend is { } pid ? [new("probe, its backend", pid)] : Array.Empty<MeasuredProcess>(),
        ];
    }

    async Task<Totals> DrainAsync(Counting counting, Sent sent, CancellationToken stopping)
    {
        var now = await counting.TakeAsync(stopping);
        bool IsOver() =>
            now.Counted >= sent.Accepted
            && (now.Lake ?? sent.Accepted) >= sent.Accepted
            && (now.Rejected ?? sent.Rejected) >= sent.Rejected;
        await new Steps(progress).RunAsync(
            "waiting for what is under way",
            async () =>
            {
                var moved = clock.GetTimestamp();
                using var timer = new PeriodicTimer(_look, clock);
                while (!IsOver() && clock.GetElapsedTime(moved) < _drainLimit && await timer.WaitForNextTickAsync(stopping))
                {
                    var before = now;
                    now = await counting.TakeAsync(stopping);
                    if (now != before)
                        moved = clock.GetTimestamp(); // A slow contender has a backlog.
                }
            },
            () => $"counted {now.Counted} of {sent.Accepted}"
        );
        return new(sent.Events, sent.Accepted, sent.Rejected, sent.Unknown, now.Counted, now.Rejected, now.Lake);
    }

    static Dictionary<string, double> Means(IReadOnlyList<BatchProgress> batches) =>
        batches
            .SelectMany(batch => batch.Phases)
            .GroupBy(phase => phase.Key)
            .ToDictionary(phase => phase.Key, phase => phase.Sum(one => one.Value) / batches.Count);
}
