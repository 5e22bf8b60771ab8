using System.Buffers;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Analytics.Hosting;
using Analytics.Local.Traffic.Visits;

namespace Analytics.Local.Traffic;

/// <summary>Posts batches of events to a collector, several at once, and books their outcomes.</summary>
sealed class EventSender(TrafficOptions options, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(1);

    // Redirects, cookies and a proxy are off, because the generator shares its machine with the collector that it measures.
    readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    readonly Uri _url = new($"{options.Url}/v1/events");
    readonly SemaphoreSlim _slots = new(options.Concurrency);
    readonly TrafficLedger? _ledger = options.Ledger is { } path ? new TrafficLedger(path) : null;

    Exception? _failure;

    public TrafficCounts Counts { get; } = new();

    /// <summary>Waits until a further request may be in flight.</summary>
    /// <exception cref="OperationCanceledException">Canceled, or a batch could not be booked, which DrainAsync throws.</exception>
    public async Task SlotAsync(CancellationToken stopping)
    {
        await _slots.WaitAsync(stopping);
        if (Volatile.Read(ref _failure) is null)
            return;
        _slots.Release();
        throw new OperationCanceledException();
    }

    /// <summary>Sends a batch in the slot that the caller has waited for, without awaiting the answer.</summary>
    /// <param name="key">The write key of the batch's source.</param>
    public void Send(List<TrafficEvent> batch, string key)
    {
        Counts.CountSent(batch.Count, batch.Count(one => !one.IsValid));
        _ = SendAsync(batch, key);
    }

    /// <summary>Waits for the outstanding answers, after which the ledger is complete.</summary>
    /// <exception cref="IOException">The ledger could not be written.</exception>
    public async Task DrainAsync()
    {
        for (var slot = 0; slot < options.Concurrency; slot++)
            await _slots.WaitAsync(CancellationToken.None);
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
        _ledger?.Flush();
    }

    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
        _ledger?.Dispose();
    }

    async Task SendAsync(List<TrafficEvent> batch, string key)
    {
        try
        {
            var answer = await AnswerAsync(batch, key);
            Counts.CountAnswer(batch.Count, answer.Accepted, answer.Rejected);
            _ledger?.Write(batch, answer);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, error, null);
        }
        finally
        {
            _slots.Release();
        }
    }

    async Task<TrafficAnswer> AnswerAsync(List<TrafficEvent> batch, string key)
    {
        var began = clock.GetTimestamp();
        var answer = await PostAsync(batch, key);
        var backOff = new BackOff(_firstPause, _longestPause);
        while (answer.IsToRetry && clock.GetElapsedTime(began) < options.RetryFor)
        {
            await Task.Delay(backOff.Next(), clock);
            answer = await PostAsync(batch, key);
        }

        return answer;
    }

    async Task<TrafficAnswer> PostAsync(List<TrafficEvent> batch, string key)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = Body(batch) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await _http.SendAsync(request);
            return TrafficAnswer.Read((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return TrafficAnswer.None;
        }
    }

    static ReadOnlyMemoryContent Body(List<TrafficEvent> batch)
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
        return new ReadOnlyMemoryContent(body.WrittenMemory) { Headers = { ContentType = new("application/json") } };
    }
}
