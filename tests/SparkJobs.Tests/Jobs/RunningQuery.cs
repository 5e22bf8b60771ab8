using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Settings;

namespace SparkJobs.Tests.Jobs;

/// <summary>Runs one query on a separate thread, as the application does.</summary>
sealed class RunningQuery : IDisposable
{
    static readonly TimeSpan _timeout = TimeSpan.FromMinutes(2);

    readonly CancellationTokenSource _stopping = new();
    readonly Thread _thread;
    volatile Exception? _failure;

    public RunningQuery(JobContext context, Func<JobContext, QueryPlan> job)
    {
        var plan = job(context);
        State = new QueryState(plan.Name);
        var runner = new QueryRunner(plan, State, context with { Log = Warnings });
        _thread = new Thread(() => Run(runner)) { IsBackground = true, Name = plan.Name };
        _thread.Start();
    }

    public QueryState State { get; }

    /// <summary>The warnings of the query's starts and restarts.</summary>
    public Warnings Warnings { get; } = new();

    /// <summary>Waits until the query has failed for good.</summary>
    public FatalStopException Fatal()
    {
        Assert.True(_thread.Join(_timeout), "The query did not give up.");
        return Assert.IsType<FatalStopException>(_failure);
    }

    void Run(QueryRunner runner)
    {
        try
        {
            runner.Run(_stopping.Token);
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        Assert.True(_thread.Join(_timeout), "The query did not stop.");
        _stopping.Dispose();
    }
}
