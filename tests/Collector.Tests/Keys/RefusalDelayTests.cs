using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Keys;

public sealed class RefusalDelayTests
{
    readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Delays_refusals_for_a_limit_a_key_and_an_origin_and_no_others()
    {
        var delay = Delay(connections: 80);
        Task[] waiting =
        [
            .. new[] { Problem.RateLimited(1), Problem.TooManyWrongKeys(1), Problem.KeyUnknown, Problem.OriginRefused }.Select(problem =>
                delay.WaitAsync(new DefaultHttpContext(), problem)
            ),
        ];
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        Assert.True(delay.WaitAsync(new DefaultHttpContext(), Problem.Overloaded).IsCompletedSuccessfully);
        Assert.True(delay.WaitAsync(new DefaultHttpContext(), Problem.BatchEmpty).IsCompletedSuccessfully);

        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Answers_at_once_when_an_eighth_of_the_connections_wait_or_when_the_setting_is_0()
    {
        var delay = Delay(connections: 16);
        var first = delay.WaitAsync(new DefaultHttpContext(), Problem.KeyUnknown);
        var second = delay.WaitAsync(new DefaultHttpContext(), Problem.KeyUnknown);
        Assert.True(delay.WaitAsync(new DefaultHttpContext(), Problem.KeyUnknown).IsCompletedSuccessfully);
        Assert.False(first.IsCompleted || second.IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await Task.WhenAll(first, second);
        Assert.False(delay.WaitAsync(new DefaultHttpContext(), Problem.KeyUnknown).IsCompleted);
        var none = new RefusalDelay(new() { RefusalDelay = TimeSpan.Zero }, new(), _clock);
        Assert.True(none.WaitAsync(new DefaultHttpContext(), Problem.KeyUnknown).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Ends_when_the_client_disconnects_and_gives_back_its_place_and_memory()
    {
        var delay = Delay(connections: 8);
        using var aborted = new CancellationTokenSource();
        var memory = new MemoryInFlight(new() { BodiesMegabytes = 1 }, _clock);
        var context = new DefaultHttpContext { RequestAborted = aborted.Token };
        var part = memory.Begin("a");
        context.Features.Set(part);
        Assert.True(part.TryGrowTo(1024 * 1024));
        var gone = delay.WaitAsync(context, Problem.KeyUnknown);
        Assert.True(memory.Begin("b").TryGrowTo(1024 * 1024));

        await aborted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(delay.WaitAsync(new DefaultHttpContext(), Problem.KeyUnknown).IsCompleted);
    }

    RefusalDelay Delay(int connections) => new(new(), new() { Connections = connections }, _clock);
}
