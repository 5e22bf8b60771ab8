using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>A component that reports over HTTP whether it is ready.</summary>
public abstract class HttpComponent : Component
{
    static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    readonly string _healthPath;

    private protected HttpComponent(string name, string folder, string healthPath)
        : base(name, folder) => _healthPath = healthPath;

    /// <summary>The address it listens on: a free port of 127.0.0.1, the same after a restart.</summary>
    public string Url { get; } = $"http://127.0.0.1:{Ports.Free()}";

    private protected override async Task<bool> IsHealthyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Url + _healthPath), cancellation);
            Doing = answer.IsSuccessStatusCode ? null : FirstLine(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Without an answer in time the component runs, but is too busy to be ready.
            return false;
        }
    }

    // The first line of a health check's text names the failures.
    static string FirstLine(string health) => health.Split('\n')[0];
}
