using System.Runtime.ExceptionServices;

namespace Collector.Tests.Faults;

/// <summary>
/// One outage of Kafka that several scenarios share: all begin before it and continue during it, and each test ends its scenario
/// afterwards. A failure during the outage fails its scenario only.
/// </summary>
public sealed class KafkaOutage(FaultBench bench) : IAsyncLifetime
{
    readonly Dictionary<IOutageScenario, ExceptionDispatchInfo> _failures = [];
    IOutageScenario[] _scenarios = [];

    /// <summary>False where mounting is not possible.</summary>
    public bool HasSmallDisk => _scenarios.Any(scenario => scenario is FullDiskScenario);

    public async ValueTask InitializeAsync()
    {
        _scenarios =
        [
            new TerminationScenario(bench),
            new FullSpoolScenario(bench),
            new SameEventScenario(bench),
            .. FullDiskScenario.TryCreate(bench) is { } disk ? [disk] : Array.Empty<IOutageScenario>(),
        ];
        await EachAsync(scenario => scenario.BeforeAsync());
        await bench.Kafka.KillAsync();
        await EachAsync(scenario => scenario.WhileAwayAsync());
        await bench.Kafka.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var scenario in _scenarios)
            await scenario.DisposeAsync();
    }

    /// <summary>Runs the part of a scenario that follows Kafka's return.</summary>
    internal async Task EndAsync<TScenario>()
        where TScenario : IOutageScenario
    {
        var scenario = _scenarios.OfType<TScenario>().Single();
        if (_failures.TryGetValue(scenario, out var failure))
            failure.Throw();
        await scenario.AfterAsync();
    }

    // The scenarios run one after another, since each measures time on a small machine.
    async Task EachAsync(Func<IOutageScenario, Task> act)
    {
        foreach (var scenario in _scenarios.Where(scenario => !_failures.ContainsKey(scenario)))
        {
            try
            {
                await act(scenario);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _failures[scenario] = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }
}
