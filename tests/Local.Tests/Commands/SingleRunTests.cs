using Analytics.Hosting;
using Analytics.Local.Commands;

namespace Local.Tests.Commands;

public sealed class SingleRunTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_was_stopped_ends_with_0() =>
        Assert.Equal(ExitCodes.Done, await RunAsync(new OperationCanceledException(), new CancellationToken(canceled: true)));

    [Fact]
    public async Task A_timeout_is_a_failure_and_no_stop()
    {
        Assert.Equal(ExitCodes.Failed, await RunAsync(new OperationCanceledException(), CancellationToken.None));
        Assert.Equal(ExitCodes.Failed, await RunAsync(new TimeoutException("Kafka has no leader."), CancellationToken.None));
    }

    [Fact]
    public async Task A_missing_tool_ends_with_69() =>
        Assert.Equal(ExitCodes.Unavailable, await RunAsync(new FileNotFoundException("No JDK 17."), CancellationToken.None));

    Task<int> RunAsync(Exception error, CancellationToken stopping) =>
        SingleRun.RunAsync(Path.Combine(_folder.Path, "run"), () => Task.FromException<int>(error), stopping);
}
