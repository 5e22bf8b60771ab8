using System.Diagnostics;

namespace DashboardPreview.Tests.Web;

/// <summary>A headless browser, where this machine has one.</summary>
static class Chromium
{
    static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];

    public static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator)
            .SelectMany(folder => _names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>The page's document after it has drawn for a while.</summary>
    public static async Task<string> DocumentAsync(Uri page, CancellationToken stop)
    {
        var profile = Directory.CreateTempSubdirectory("chromium-");
        try
        {
            using var browser = Process.Start(
                new ProcessStartInfo(Path!, Arguments(profile.FullName, page))
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
