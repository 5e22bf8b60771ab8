using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Analytics.Testing.Browsers;
using Analytics.Testing.Waiting;
using DashboardPreview.Tests.Web;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace DashboardPreview.Tests.Web;

/// <summary>A headless browser for all tests, started by the first that looks at a page.</summary>
public sealed class Chromium : IAsyncDisposable
{
    readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("chromium-");
    readonly Lazy<Task<(Process Process, HttpClient Tools)>> _started;

    public Chromium() => _started = new(StartAsync);

    /// <summary>Opens a page of the preview in a window of this size.</summary>
    /// <param name="address">The part of the address behind the preview's.</param>
    internal async Task<ChromiumPage> OpenAsync(RunningPreview preview, string address, int width, int height = 1000)
    {
        Uri page = new(preview.Http.BaseAddress!, address);
        var (_, tools) = await _started.Value;
        using var made = await tools.PutAsync("json/new?about:blank", null, TestContext.Current.CancellationToken);
        var target = await made.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        return await ChromiumPage.OpenAsync(new Uri((string)target!["webSocketDebuggerUrl"]!), page, width, height);
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            var (process, tools) = await _started.Value;
            tools.Dispose();
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        // The last process of the browser may still write while it ends.
        await Poll.UntilAsync("the browser's profile is removed", Removed);
    }

    async Task<(Process, HttpClient)> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo(Browser.Path, Arguments()) { RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        // The browser writes the port that it picked into its profile.
        var file = Path.Combine(_profile.FullName, "DevToolsActivePort");
        var port = await Poll.FindAsync("the browser listens", () =>
            File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.Length > 0) : null
        );
        return (process, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") });
    }

    bool Removed()
    {
        try
        {
            _profile.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    string[] Arguments() =>
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            // Pages of tests that run at the same time are in the background for the browser, but draw as the one in front.
            "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding",
            "--disable-backgrounding-occluded-windows",
            $"--user-data-dir={_profile.FullName}",
            "--remote-debugging-port=0",
            "about:blank",
        ];
}
