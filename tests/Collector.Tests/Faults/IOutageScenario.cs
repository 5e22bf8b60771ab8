namespace Collector.Tests.Faults;

/// <summary>
/// A test with Kafka up, then down, then up again. Several share one outage, since starting Kafka takes longer than any of them.
/// </summary>
interface IOutageScenario : IAsyncDisposable
{
    Task BeforeAsync();

    Task WhileAwayAsync();

    Task AfterAsync();
}
