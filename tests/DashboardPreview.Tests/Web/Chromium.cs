using System.Diagnostics;
using Analytics.Testing.Browsers;

namespace DashboardPreview.Tests.Web;

/// <summary>Loads a page in a headless browser.</summary>
static class Chromium
{
    /// <summary>Returns the page's document after some time for drawing.</summary>
    public static async Task<string> DocumentAsync(Uri page, CancellationToken stop)
    {
        var profile = Directory.CreateTempSubdirectory("chromium-");
        try
        {
            using var browser = Process.Start(
                new ProcessStartInfo(Browser.Path, Arguments(profile.FullName, page))
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var document = browser.StandardOutput.ReadToEndAsync(stop);
            var complaints = browser.StandardError.ReadToEndAsync(stop);
            await browser.WaitForExitAsync(stop);
            return $"{await document}\n{await complaints}";
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }

    static string[] Arguments(string profile, Uri page) =>
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            $"--user-data-dir={profile}",
            "--window-size=1600,1000",
            "--virtual-time-budget=8000",
            "--enable-logging=stderr",
            "--dump-dom",
            page.ToString(),
        ];
}
