using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Collector.Tests.Running;

/// <summary>One request of the load, from the client's view.</summary>
/// <param name="First">The number of its first event, counted by its writer.</param>
/// <param name="Status">The last answer's status; 0 when there was none.</param>
/// <param name="Attempts">The number of attempts.</param>
/// <param name="Took">The longest time from an attempt to its answer.</param>
sealed record LoadResult(int Writer, int First, int Events, int Status, int Attempts, TimeSpan Took, int? RetryAfter)
{
    public bool IsAcked => Status is 200 or 202;
}

/// <summary>
/// Clients that each send numbered events with a different key, one batch after another at a steady pace, so that arrival and order can
/// be checked by number. They retry requests without an answer or with a 503 if the test asks for it.
/// </summary>
sealed class KeyedLoad(Func<Uri> collector, string run, int rate, bool retries = false, int size = 0)
{
    const int Writers = 16;
    const int Batch = 25;
    static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);
    readonly ConcurrentQueue<LoadResult> _results = [];
    readonly string _filler = new('x', size);

    public IReadOnlyCollection<LoadResult> Results => _results;

    public static string IdOf(string run, int writer, int number) => $"{run}-{writer}-{number}";

    /// <summary>Sends until stopped; a request under way is still answered, or retried until it is.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) })
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(http, writer, stopping)));
    }

    /// <summary>Does the same for a time, or until the condition holds.</summary>
    public async Task RunAsync(TimeSpan time, Func<bool>? isEnough = null)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(time);
        var running = RunAsync(over.Token);
        using var tick = new PeriodicTimer(_pause);
        while (!running.IsCompleted && await tick.WaitForNextTickAsync())
        {
            if (isEnough?.Invoke() == true)
                await over.CancelAsync();
        }

        await running;
    }

    async Task WriteAsync(HttpClient http, int writer, CancellationToken stopping)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)Writers * Batch / rate));
        try
        {
            for (var first = 0; ; first += Batch)
            {
                _results.Enqueue(await SendAsync(http, writer, first));
                await pace.WaitForNextTickAsync(stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The load was stopped.
        }
    }

    async Task<LoadResult> SendAsync(HttpClient http, int writer, int first)
    {
        var body = Encoding.UTF8.GetBytes(Body(writer, first));
        var longest = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            var began = Stopwatch.GetTimestamp();
            var (status, retryAfter) = await PostAsync(http, body);
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
            if (!retries || status is not (0 or 503))
                return new LoadResult(writer, first, Batch, status, attempt, longest, retryAfter);

            await Task.Delay(_pause);
        }
    }

    async Task<(int Status, int? RetryAfter)> PostAsync(HttpClient http, byte[] body)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(collector(), "/v1/events"))
            {
                Content = new ByteArrayContent(body),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("X-Write-Key", RunningCollector.BrowserKey);
            using var response = await http.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            return ((int)response.StatusCode, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or WebException)
        {
            return (0, null);
        }
    }

    string Body(int writer, int first) =>
        $"[{string.Join(',', Enumerable.Range(first, Batch).Select(number => Event(writer, IdOf(run, writer, number))))}]";

    string Event(int writer, string id) =>
        $$$"""
            {"messageId":"{{{id}}}","type":"track","event":"load","anonymousId":"{{{run}}}-{{{writer}}}",
            "properties":{"filler":"{{{_filler}}}"}}
            """;
}
