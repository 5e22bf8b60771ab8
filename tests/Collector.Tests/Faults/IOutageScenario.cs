namespace Collector.Tests.Faults;

/// <summary>
/// Something that is tried with Kafka there, then away, then back. Several share one outage: starting Kafka takes longer than any of them.
/// </summary>
interface IOutageScenario : IAsyncDisposable
{
    Task BeforeAsync();

    Task WhileAwayAsync();

    Task AfterAsync();
}
