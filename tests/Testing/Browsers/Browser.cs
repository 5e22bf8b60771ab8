namespace Analytics.Testing.Browsers;

/// <summary>Finds the browser that tests drive.</summary>
public static class Browser
{
    static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];

    /// <exception cref="InvalidOperationException">This machine has no browser; the message names what to install.</exception>
    public static string Path =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator)
            .SelectMany(folder => _names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no browser: run ./deploy/prepare.sh --tests, or install the package chromium.");
}
