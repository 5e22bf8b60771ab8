using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Running;
using Analytics.SparkJobs.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace SparkJobs.Tests.Jobs;

/// <summary>One query on a thread of its own, as the application runs it.</summary>
sealed class RunningQuery : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly CancellationTokenSource stopping = new();
    readonly Thread thread;
    volatile Exception? failure;

    public RunningQuery(JobContext context, Func<JobContext, QueryPlan> job)
    {
        var plan = job(context);
        State = new QueryState(plan.Name);
        var runner = new QueryRunner(plan, context.Session, context.Kafka, context.Settings, State, context.Clock, NullLogger.Instance);
        thread = new Thread(() => Run(runner)) { IsBackground = true, Name = plan.Name };
        thread.Start();
    }

    public QueryState State { get; }

    /// <summary>Waits until the query has given up.</summary>
    public FatalStopException Fatal()
    {
        Assert.True(thread.Join(Patience), "The query did not give up.");
        return Assert.IsType<FatalStopException>(failure);
    }

    void Run(QueryRunner runner)
    {
        try
        {
            runner.Run(stopping.Token);
        }
        catch (Exception e)
        {
            failure = e;
        }
    }

    public void Dispose()
    {
        stopping.Cancel();
        Assert.True(thread.Join(Patience), "The query did not stop.");
        stopping.Dispose();
    }
}
