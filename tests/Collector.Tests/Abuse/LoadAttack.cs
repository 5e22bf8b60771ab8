using System.Globalization;
using System.Net;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>A collector under attack, and a valid client that sends meanwhile.</summary>
sealed class LoadAttack : IAsyncDisposable
{
    const string Good = """{"type":"page","userId":"good"}""";
    const long MegaByte = 1024 * 1024;
    const long Allowed = 100 * MegaByte;
    static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(25);

    readonly CancellationTokenSource _over = new();
    readonly Task<int> _good;
    readonly long _before;

    // The probe has a separate connection, so that the attack cannot block it.
    readonly HttpClient _client;

    LoadAttack(CollectorProcess collector, HttpClient client)
    {
        (Collector, _client) = (collector, client);
        ProcessMemory.ForgetPeak(collector.Pid);
        _before = ProcessMemory.Resident(collector.Pid);
        _good = Task.Run(SendAsync);
    }

    public CollectorProcess Collector { get; }

    public static async Task<LoadAttack> BeginAsync(RunningCollector running, params string[] settings)
    {
        var collector = await running.StartAnotherAsync(settings);
        var client = new HttpClient { BaseAddress = collector.Url };
        // The collector's code is compiled and loaded first, so that memory growth belongs to the attack.
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, await PostAsync(client, CancellationToken.None));
        foreach (var encoding in Compressed.Names)
        {
            Assert.Equal(
                (200, null),
                await Attack.PostAsync(collector, "/v1/events", Compressed.As(encoding, Encoding.UTF8.GetBytes(Good)), encoding)
            );
        }

        return new LoadAttack(collector, client);
    }

    /// <summary>Checks that the collector is healthy in bounded memory and answered 200 to every request of the valid client.</summary>
    public async Task HoldsAsync()
    {
        Assert.False(Collector.HasEnded, Collector.Output);
        foreach (var path in (string[])["/health/live", "/health/ready"])
            Assert.Equal("ok\n", await Collector.Http.GetStringAsync(path, TestContext.Current.CancellationToken));

        var grown = ProcessMemory.Peak(Collector.Pid) - _before;
        Assert.True(grown <= Allowed, $"The resident memory grew by {grown / MegaByte} MiB. {await MemoryAsync()}");
        await _over.CancelAsync();
        Assert.InRange(await _good, 1, int.MaxValue);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(_client, TestContext.Current.CancellationToken));
    }

    /// <summary>
    /// Checks that no connection and no request was an error in the log, as each stalled body once was, with its stack. Errors of
    /// Kafka and of the spool, which try again on a busy machine, are not counted.
    /// </summary>
    public void LeftNoErrors() =>
        Assert.DoesNotContain(Collector.Output.Split('\n'), line =>
            (Says(line, "Z error ") || Says(line, "Z critical "))
            && !Says(line, "Z error collector.kafka.")
            && !Says(line, "Z error collector.spool.")
        );

    /// <summary>
    /// True when only the valid client's and the probe's connections are open, by the collector's count; from outside, a closed one
    /// with unread bytes looks open.
    /// </summary>
    public async Task<bool> IsRidOfOthersAsync()
    {
        try
        {
            return (await FiguresAsync("kestrel_active_connections")).Sum(figure => figure.Value) <= 2;
        }
        catch (HttpRequestException)
        {
            return false; // The collector had no memory for this request.
        }
    }

    async Task<string> MemoryAsync() =>
        string.Join(
            ", ",
            (await FiguresAsync("gc_last_collection", "private_memory", "heap_size")).Select(figure =>
                $"{figure.Name}: {figure.Value / MegaByte:0} MiB"
            )
        );

    async Task<IEnumerable<(string Name, double Value)>> FiguresAsync(params string[] names) =>
        (await Collector.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken))
            .Split('\n')
            .Where(line =>
                !line.StartsWith('#') && Array.Exists(names, name => line.Split('{', ' ')[0].Contains(name, StringComparison.Ordinal))
            )
            .Select(line =>
                (line[..line.LastIndexOf(' ')], double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
            );

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Collector.DisposeAsync();
        _client.Dispose();
        _over.Dispose();
    }

    async Task<int> SendAsync()
    {
        var sent = 0;
        using var pause = new PeriodicTimer(_pause);
        while (!_over.IsCancellationRequested)
        {
            Assert.Equal(HttpStatusCode.OK, await PostAsync(_client, CancellationToken.None));
            sent++;
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }

        return sent;
    }

    static async Task<HttpStatusCode> PostAsync(HttpClient client, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new StringContent(Good) };
        request.Headers.Add("X-Write-Key", RunningCollector.BrowserKey);
        using var response = await client.SendAsync(request, cancellation);
        return response.StatusCode;
    }

    static bool Says(string line, string text) => line.Contains(text, StringComparison.Ordinal);
}
