using System.Text.Json.Nodes;
using Analytics.Hosting;
using Analytics.Testing.Waiting;

namespace DashboardPreview.Tests.Web;

/// <summary>A page in a headless browser, of any width, that answers questions about what it has drawn.</summary>
sealed class ChromiumPage : IAsyncDisposable
{
    /// <summary>True when every panel of the preview shows figures or says why not.</summary>
    public const string Drawn =
        "document.querySelectorAll('.panel').length > 0 && [...document.querySelectorAll('.message')].every(one => one.textContent "
        + "!== 'Waiting for figures')";

    static readonly string _recordLabels = EmbeddedText.Read(typeof(ChromiumPage).Assembly, "record-labels.js");

    readonly DevTools _tools;

    ChromiumPage(DevTools tools) => _tools = tools;

    /// <summary>The errors that the browser reported, with those of the page's scripts.</summary>
    public IReadOnlyList<string> Complaints => _tools.Complaints;

    public static async Task<ChromiumPage> OpenAsync(Uri socket, Uri page, int width, int height)
    {
        var tools = await DevTools.ConnectAsync(socket);
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
        // A viewer far from UTC: a day that shifts with the viewer's zone shows at once.
        await tools.CallAsync("Emulation.setTimezoneOverride", new JsonObject { ["timezoneId"] = "America/Los_Angeles" });
        await tools.CallAsync("Page.enable");
        await tools.CallAsync("Page.addScriptToEvaluateOnNewDocument", new JsonObject { ["source"] = _recordLabels });
        await tools.CallAsync("Page.navigate", new JsonObject { ["url"] = page.ToString() });
        return new ChromiumPage(tools);
    }

    /// <summary>Returns the value of a JavaScript expression.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await _tools.CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } failed
            ? throw new InvalidOperationException(failed.ToJsonString())
            : answer["result"]?["value"];
    }

    /// <summary>Waits until a JavaScript expression is true, also while the page goes to another address.</summary>
    public Task UntilAsync(string what, string expression) =>
        Poll.UntilAsync(
            async () =>
            {
                try
                {
                    return (Holds: (bool?)await EvaluateAsync(expression) == true, Refusal: "");
                }
                catch (RefusedCallException refused)
                {
                    // The document was replaced while the expression waited; the next one answers.
                    return (Holds: false, Refusal: $" ({refused.Message})");
                }
            },
            answer => answer.Holds,
            answer => what + answer.Refusal
        );

    /// <summary>Keeps the page as a PNG in the folder that ANALYTICS_TEST_PICTURES names, if it names one.</summary>
    /// <param name="scale">The part of its size.</param>
    public async Task KeepAsync(string name, double scale = 1)
    {
        if (Environment.GetEnvironmentVariable("ANALYTICS_TEST_PICTURES") is not { Length: > 0 } folder)
            return;
        var picture = await PictureAsync(scale);
        await File.WriteAllBytesAsync(Path.Combine(folder, name), picture, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Poll.UntilAsync("the page is closed", IsClosedAsync);
        await _tools.DisposeAsync();
    }

    /// <summary>Returns the whole page as a PNG.</summary>
    async Task<byte[]> PictureAsync(double scale)
    {
        JsonObject clip = new()
        {
            ["x"] = 0,
            ["y"] = 0,
            ["width"] = (int?)await EvaluateAsync("document.documentElement.clientWidth"),
            ["height"] = (int?)await EvaluateAsync("document.documentElement.scrollHeight"),
            ["scale"] = scale,
        };
        var answer = await _tools.CallAsync("Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = true, ["clip"] = clip });
        return Convert.FromBase64String((string)answer["data"]!);
    }

    // A page that goes to another address refuses to be closed.
    async Task<bool> IsClosedAsync()
    {
        try
        {
            await _tools.CallAsync("Page.close");
            return true;
        }
        catch (RefusedCallException)
        {
            return false;
        }
    }
}
