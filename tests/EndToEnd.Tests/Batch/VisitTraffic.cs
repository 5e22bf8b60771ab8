using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.Local.Components;

namespace EndToEnd.Tests.Batch;

/// <summary>
/// Sends visits to two collectors at a steady rate: one event in fifty is sent twice, half of those to the other collector, which does
/// not know it; one in a hundred happened a day ago.
/// </summary>
sealed class VisitTraffic(Uri first, Uri second) : IDisposable
{
    const int Visitors = 200;
    const int PerSecond = 10;

    static readonly string[] _paths = ["/", "/cart", "/products/1", "/products/2", "/checkout"];

    readonly HttpClient _http = new()
    {
        DefaultRequestHeaders =
        {
            Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{CollectorOptions.Key}:"))),
        },
    };
    readonly Random _random = new(1);
    int _made;

    /// <summary>Every event, once.</summary>
    public List<SentVisit> Sent { get; } = [];

    /// <summary>The events that both collectors accepted.</summary>
    public int Slipped { get; private set; }

    public async Task SendAsync(int rate, TimeSpan time, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (var left = (int)(rate * time.TotalSeconds); left > 0 && await timer.WaitForNextTickAsync(stopping); left -= rate / PerSecond)
            await SendAsync([.. Enumerable.Range(0, Math.Min(left, rate / PerSecond)).Select(_ => Next())], stopping);
    }

    public void Dispose() => _http.Dispose();

    async Task SendAsync(List<SentVisit> visits, CancellationToken stopping)
    {
        await PostAsync(first, visits, stopping);
        Sent.AddRange(visits);
        await PostAsync(first, [.. visits.Where(visit => visit.Number % 100 == 0)], stopping);
        var slipped = visits.Where(visit => visit.Number % 100 == 50).ToList();
        await PostAsync(second, slipped, stopping);
        Slipped += slipped.Count;
    }

    async Task PostAsync(Uri collector, List<SentVisit> visits, CancellationToken stopping)
    {
        if (visits.Count == 0)
            return;

        using var answer = await _http.PostAsJsonAsync(
            new Uri(collector, "/v1/events"),
            new JsonObject { ["batch"] = new JsonArray([.. visits.Select(visit => visit.ToJson())]) },
            stopping
        );
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stopping)}");
    }

    SentVisit Next()
    {
        var number = ++_made;
        var visitor = _random.Next(Visitors);
        var now = TimeProvider.System.GetUtcNow();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()).AddDays(number % 100 == 1 ? -1 : 0);
        var path = _random.Next(3) > 0 ? _paths[_random.Next(_paths.Length)] : null;
        var isPurchase = path is null && _random.Next(4) == 0;
        return new SentVisit(
            number,
            $"visitor-{visitor}",
            visitor % 2 == 0 ? $"session-{visitor}-{at:dd}" : null,
            path is not null ? "Page"
                : isPurchase ? "purchase"
                : "click",
            path,
            at,
            isPurchase ? _random.Next(10_000) / 100m : null,
            isPurchase ? (visitor % 3 == 0 ? "EUR" : "PLN") : null
        );
    }
}
