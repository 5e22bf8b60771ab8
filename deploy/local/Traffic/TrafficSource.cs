using System.Buffers;
using System.Net.Http.Headers;
using Analytics.Hosting;

namespace Analytics.Local.Traffic;

/// <summary>Sends the events of <see cref="Visitors"/> to a collector at a steady rate, in batches over HTTP.</summary>
public sealed class TrafficSource(TrafficOptions options, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(1);

    readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1) })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    readonly SemaphoreSlim _slots = new(options.Concurrency);
    readonly Visitors _visitors = new(options.Seed, clock);

    public TrafficCounts Counts { get; } = new();

    /// <summary>Sends until the time is over or it is canceled, then waits for the outstanding answers.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ledger = options.Ledger is { } path ? new TrafficLedger(path) : null;
        using var timer = new PeriodicTimer(_tick, clock);
        var began = clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                var elapsed = clock.GetElapsedTime(began);
                var over = elapsed >= options.For;
                var due = (long)((over ? options.For!.Value : elapsed).TotalSeconds * options.Rate);
                while (Counts.Sent < due)
                {
                    await _slots.WaitAsync(stopping);
                    _ = SendAsync(Take((int)Math.Min(options.BatchSize, due - Counts.Sent)), ledger);
                }

                if (over)
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // Canceled: the requests in flight are still awaited.
        }

        for (var slot = 0; slot < options.Concurrency; slot++)
            await _slots.WaitAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
    }

    List<TrafficEvent> Take(int count)
    {
        var batch = new List<TrafficEvent>(count);
        while (batch.Count < count)
            batch.Add(_visitors.Next());
        Counts.CountSent(batch.Count, batch.Count(one => !one.IsValid));
        return batch;
    }

    async Task SendAsync(List<TrafficEvent> batch, TrafficLedger? ledger)
    {
        var began = clock.GetTimestamp();
        var answer = await PostAsync(batch);
        var backOff = new BackOff(_firstPause, _longestPause);
        while (answer.IsToRetry && clock.GetElapsedTime(began) < options.RetryFor)
        {
            await Task.Delay(backOff.Next(), clock);
            answer = await PostAsync(batch);
        }

        Counts.CountAnswer(batch.Count, answer.Accepted, answer.Rejected);
        ledger?.Write(batch, answer);
        _slots.Release();
    }

    async Task<TrafficAnswer> PostAsync(List<TrafficEvent> batch)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{options.Url}/v1/events")) { Content = Body(batch) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
            using var response = await _http.SendAsync(request);
            return TrafficAnswer.Read((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return TrafficAnswer.None;
        }
    }

    static ByteArrayContent Body(List<TrafficEvent> batch)
    {
        var body = new ArrayBufferWriter<byte>(batch.Sum(one => one.Json.Length + 1) + 1);
        body.Write("["u8);
        foreach (var one in batch)
        {
            if (body.WrittenCount > 1)
                body.Write(","u8);
            body.Write(one.Json.Span);
        }

        body.Write("]"u8);
        return new ByteArrayContent(body.WrittenSpan.ToArray()) { Headers = { ContentType = new("application/json") } };
    }
}
