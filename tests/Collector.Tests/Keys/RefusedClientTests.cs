using System.Net;

namespace Collector.Tests.Keys;

/// <summary>A client that is refused waits for its answer; others do not wait for it.</summary>
[Collection(nameof(KeyStoreCollector))]
public sealed class RefusedClientTests(KeyStoreCollector store)
{
    [Fact]
    public async Task A_refused_client_waits_and_the_others_do_not()
    {
        var noisy = await store.CreateAsync("eager", "--events-per-second", "1", "--burst", "10");
        var quiet = await store.CreateAsync("patient");
        var page = await store.CreateAsync("page", "--origin", "https://shop.example");
        // A refusal takes longer than the requests that are served meanwhile.
        await using var collector = await store.StartAnotherAsync("RateLimits:RefusalDelay=00:00:10");
        using var larger = await collector.PostAsync(noisy, Posting.Events(300));
        Task<HttpResponseMessage>[] refused =
        [
            collector.PostAsync(noisy),
            collector.PostAsync("browser_1.guess"),
            collector.PostAsync(page, origin: "https://else.example"),
        ];
        for (var at = 0; at < 20; at++)
        {
            using var served = await collector.PostAsync(quiet);
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
            Assert.All(refused, answer => Assert.False(answer.IsCompleted));
        }

        var answers = await Task.WhenAll(refused);
        Assert.Equal(
            [HttpStatusCode.TooManyRequests, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden],
            answers.Select(answer => answer.StatusCode)
        );
        Assert.All(answers, answer => answer.Dispose());
    }
}
