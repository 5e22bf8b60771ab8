using Analytics.Local.Stack;

namespace Faults.Tests.Faults;

/// <summary>The open descriptors of the collector and of Spark's processes after each round, when no client is connected.</summary>
sealed class Descriptors(LocalStack stack)
{
    const int More = 5;

    // A process that was restarted is another one.
    readonly Dictionary<(string Name, int Pid), SampledProcess> _processes = [];

    public void Sample()
    {
        Sample("the collector", stack.Collector.Pid!.Value);
        Sample("the Spark application", stack.SparkJobs.ProgramPid!.Value);
        Sample("Spark's JVM", stack.SparkJobs.Pid!.Value);
    }

    /// <summary>
    /// Fails when a process has more descriptors in the last third of the rounds than in the first, where it fills its pools of connections
    /// to Kafka and PostgreSQL.
    /// </summary>
    public void AreClosed()
    {
        foreach (var process in _processes.Values)
            Console.WriteLine($"| {Edges.Id} descriptors of {process.Name}: {process.Grown:+0;-0;0} |");
        Assert.All(_processes.Values, process => Assert.True(process.Grown <= More, $"{process.Name}: {process.Grown} descriptors more"));
    }

    void Sample(string name, int pid)
    {
        if (!_processes.TryGetValue((name, pid), out var process))
            _processes[(name, pid)] = process = new(name, pid, SampledProcess.Resident);
        process.Sample(TimeSpan.Zero);
    }
}
