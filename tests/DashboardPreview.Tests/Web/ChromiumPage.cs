using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Analytics.Testing.Browsers;
using Analytics.Testing.Waiting;

namespace DashboardPreview.Tests.Web;

/// <summary>A page in a headless browser, of any width, that answers questions about what it has drawn.</summary>
sealed class ChromiumPage : IAsyncDisposable
{
    readonly DirectoryInfo _profile;
    readonly Process _browser;
    readonly DevTools _tools;

    ChromiumPage(DirectoryInfo profile, Process browser, DevTools tools)
    {
        _profile = profile;
        _browser = browser;
        _tools = tools;
    }

    /// <summary>The errors that the browser reported, with those of the page's scripts.</summary>
    public IReadOnlyList<string> Complaints => _tools.Complaints;

    public static async Task<ChromiumPage> OpenAsync(Uri page, int width, int height)
    {
        var profile = Directory.CreateTempSubdirectory("chromium-");
        var browser = Process.Start(new ProcessStartInfo(Browser.Path, Arguments(profile.FullName)) { RedirectStandardError = true })!;
        browser.BeginErrorReadLine();
        var tools = await DevTools.ConnectAsync(await SocketAsync(Path.Combine(profile.FullName, "DevToolsActivePort")));
        ChromiumPage opened = new(profile, browser, tools);
        await tools.CallAsync("Runtime.enable");
        await tools.CallAsync("Log.enable");
        JsonObject size = new()
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false,
        };
        await tools.CallAsync("Emulation.setDeviceMetricsOverride", size);
        await tools.CallAsync("Page.navigate", new JsonObject { ["url"] = page.ToString() });
        return opened;
    }

    /// <summary>Returns the value of a JavaScript expression.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await _tools.CallAsync(
            "Runtime.evaluate",
            new JsonObject
            {
                ["expression"] = expression,
                ["returnByValue"] = true,
                ["awaitPromise"] = true,
            }
        );
        return answer["exceptionDetails"] is { } failed
            ? throw new InvalidOperationException(failed.ToJsonString())
            : answer["result"]?["value"];
    }

    /// <summary>Waits until a JavaScript expression is true.</summary>
    public Task UntilAsync(string what, string expression) =>
        Poll.UntilAsync(what, async () => (bool?)await EvaluateAsync(expression) == true);

    /// <summary>Returns the whole page as a PNG.</summary>
    public async Task<byte[]> PictureAsync()
    {
        var answer = await _tools.CallAsync("Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = true });
        return Convert.FromBase64String((string)answer["data"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _tools.DisposeAsync();
        _browser.Kill(entireProcessTree: true);
        await _browser.WaitForExitAsync();
        _browser.Dispose();
        // The last process of the browser may still write while it ends.
        await Poll.UntilAsync("the browser's profile is removed", () => Removed(_profile));
    }

    static bool Removed(DirectoryInfo profile)
    {
        try
        {
            profile.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // The browser writes the port that it picked into its profile.
    static async Task<Uri> SocketAsync(string file)
    {
        var port = await Poll.FindAsync("the browser listens", () =>
            File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.Length > 0) : null
        );
        using HttpClient http = new();
        var pages = await http.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{port}/json/list", TestContext.Current.CancellationToken);
        return new Uri((string)pages!.First(page => (string)page!["type"]! == "page")!["webSocketDebuggerUrl"]!);
    }

    static string[] Arguments(string profile) =>
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
            $"--user-data-dir={profile}",
            "--remote-debugging-port=0",
            "about:blank",
        ];
}
