using Analytics.Local.Stack;

namespace Faults.Tests.Faults;

/// <summary>The open descriptors of the collector and of Spark's processes after each round, when no client is connected.</summary>
sealed class Descriptors(LocalStack stack)
{
    // In fewer rounds the processes still load their libraries, and the thirds are of that.
    const int Enough = 12;

    // A process that was restarted is another one.
    readonly Dictionary<(string Name, int Pid), (SampledProcess Process, int More)> _processes = [];
    int _rounds;

    public void Sample()
    {
        _rounds++;
        Sample("the collector", stack.Collector.Pid!.Value, more: 5);
        // Outages fill the pools of connections and of Kafka consumers, at whichever round needs them first; then they stay.
        Sample("the Spark application", stack.SparkJobs.ProgramPid!.Value, more: 15);
        Sample("Spark's JVM", stack.SparkJobs.Pid!.Value, more: 60);
    }

    /// <summary>Fails when a process has too many descriptors more in the last third of twelve rounds or more than in the first.</summary>
    public void AreClosed()
    {
        foreach (var (process, _) in _processes.Values)
            Console.WriteLine($"| {Edges.Id} descriptors of {process.Name}: {process.Grown:+0;-0;0} |");
        if (_rounds < Enough)
            return;

        Assert.All(_processes.Values, one =>
            Assert.True(one.Process.Grown <= one.More, $"{one.Process.Name}: {one.Process.Grown} descriptors more")
        );
    }

    void Sample(string name, int pid, int more)
    {
        if (!_processes.TryGetValue((name, pid), out var sampled))
            _processes[(name, pid)] = sampled = (new(name, pid, SampledProcess.Resident), more);
        sampled.Process.Sample(TimeSpan.Zero);
    }
}
