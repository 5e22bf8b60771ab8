namespace Collector.Tests.Faults;

/// <summary>What is tried while Kafka is away.</summary>
[Collection(FaultBench.Name)]
public sealed class AwayTests(FaultBench bench)
{
    [Fact]
    public async Task Whatever_happens_while_Kafka_is_away_nothing_acknowledged_is_lost_or_stored_twice()
    {
        IAwayScenario[] scenarios =
        [
            new TerminationScenario(bench),
            new FullSpoolScenario(bench),
            new SameEventScenario(bench),
            .. FullDiskScenario.TryCreate(bench) is { } disk ? [disk] : Array.Empty<IAwayScenario>(),
        ];
        var failures = new Dictionary<IAwayScenario, Exception>();
        await EachAsync(scenario => scenario.BeforeAsync());
        await bench.Kafka.KillAsync();
        await EachAsync(scenario => scenario.WhileAwayAsync());
        await bench.Kafka.StartAsync(TestContext.Current.CancellationToken);
        await EachAsync(scenario => scenario.AfterAsync());
        foreach (var scenario in scenarios)
            await scenario.DisposeAsync();

        if (scenarios.Length == 3)
            TestContext.Current.AddWarning("A tmpfs cannot be mounted here (it takes root): the full disk was not tried.");

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Select(failure => $"{failure.Key.GetType().Name}: {failure.Value}")));

        // One after another: the machine is small, and each measures.
        async Task EachAsync(Func<IAwayScenario, Task> act)
        {
            foreach (var scenario in scenarios.Where(scenario => !failures.ContainsKey(scenario)))
            {
                try
                {
                    await act(scenario);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    failures[scenario] = failure;
                }
            }
        }
    }
}
