using Analytics.Local.Figures;
using Analytics.Local.Stack;
using Analytics.Local.Traffic;
using Confluent.Kafka;
using Npgsql;
using Spectre.Console;

namespace Analytics.Local.Commands;

/// <summary>Prints the demo's figures: one changing line on a terminal, a line every 5 s elsewhere, and the last state.</summary>
sealed class DemoView(
    TrafficCounts traffic,
    TopicFigures topics,
    WarehouseFigures warehouse,
    AgeProbe probe,
    DeltaLog lake,
    TimeProvider clock
)
{
    static readonly TimeSpan _refresh = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan _plainLine = TimeSpan.FromSeconds(5);

    long _published;
    long _publishedRejected;
    long _archived;
    long _counted;
    long _rejected;

    /// <summary>Shows the figures and measures ages until the traffic ends.</summary>
    public async Task ShowWhileAsync(Task running)
    {
        using var over = new CancellationTokenSource();
        var probing = probe.RunAsync(over.Token);
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            await EveryAsync(_plainLine, running, () => Console.Out.WriteLine(Line()));
        }
        else
        {
            await AnsiConsole
                .Live(new Markup(""))
                .StartAsync(async live => await EveryAsync(_refresh, running, () => live.UpdateTarget(new Markup(Line()))));
        }
        await over.CancelAsync();
        await probing;
        await running;
    }

    /// <summary>Waits until Kafka holds everything that the collector has answered to the traffic, or the limit has passed.</summary>
    public Task UntilPublishedAsync(TimeSpan limit, IProgress<string> progress) =>
        WaitAsync(
            "waiting for what is not published",
            PublishedAsync,
            () => _published >= traffic.Accepted && _publishedRejected >= traffic.Rejected,
            limit,
            progress,
            () => $"published {_published} of {traffic.Accepted}"
        );

    /// <summary>Waits until everything in Kafka is counted and in the lake, or the limit has passed. Nobody may publish any more.</summary>
    /// <param name="from">The start of the traffic.</param>
    /// <param name="to">The end of the traffic.</param>
    public async Task<DemoFigures> DrainAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan limit, IProgress<string> progress)
    {
        var commits = await warehouse.CommitsAsync(from, to);
        await WaitAsync(
            "waiting for what is under way",
            async () =>
            {
                await PublishedAsync();
                await CountAsync();
            },
            () => _counted >= _published && _rejected >= _publishedRejected && _archived >= _counted,
            limit,
            progress,
            () => $"counted {_counted} of {_published}, in the lake {_archived}"
        );
        return new DemoFigures(
            traffic.Sent,
            traffic.Accepted,
            _counted,
            _archived,
            _rejected,
            null,
            probe.Percentile(0.5),
            probe.Percentile(0.99),
            commits / (to - from).TotalSeconds
        )
        {
            Unknown = traffic.Unknown,
            Published = _published,
            PublishedRejected = _publishedRejected,
        };
    }

    string Line() =>
        $"events in {traffic.Accepted, 9:N0}   counted {_counted, 9:N0}   rejected {_rejected, 5:N0}   "
        + $"age of the newest {probe.Latest, 5:0} ms";

    async Task EveryAsync(TimeSpan period, Task running, Action show)
    {
        using var timer = new PeriodicTimer(period, clock);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
            await CountAsync();
            show();
        }
    }

    async Task WaitAsync(string what, Func<Task> read, Func<bool> isOver, TimeSpan limit, IProgress<string> progress, Func<string> doing)
    {
        var began = clock.GetTimestamp();
        using var timer = new PeriodicTimer(_refresh, clock);
        await new Steps(progress).RunAsync(
            what,
            async () =>
            {
                await read();
                while (!isOver() && clock.GetElapsedTime(began) < limit && await timer.WaitForNextTickAsync())
                    await read();
            },
            doing
        );
    }

    async Task PublishedAsync()
    {
        try
        {
            (_published, _publishedRejected) = await topics.PublishedAsync();
        }
        catch (KafkaException)
        {
            // Kafka restarts: the figures do not change until it is back.
        }
    }

    async Task CountAsync()
    {
        // Each count reads the newest commits, and the lake's log keeps commits for hours only.
        _archived = lake.CountRows();
        try
        {
            (_counted, _rejected) = await warehouse.CountedAsync();
        }
        catch (NpgsqlException)
        {
            // The database restarts: the figures do not change until it is back.
        }
    }
}
