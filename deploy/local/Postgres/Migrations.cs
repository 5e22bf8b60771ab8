using System.Diagnostics;
using Analytics.Local.Processes;

namespace Analytics.Local.Postgres;

/// <summary>Migrates a database with the warehouse's program.</summary>
static class Migrations
{
    /// <exception cref="InvalidOperationException">A migration failed; the message holds the program's output.</exception>
    public static async Task ApplyAsync(string adminConnection, Passwords passwords, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Assembly("Analytics.Warehouse"), "migrate"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The password is in the environment, since arguments are visible in the list of processes.
        start.Environment["ANALYTICS_WAREHOUSE"] = adminConnection;
        foreach (var (key, value) in passwords.Environment)
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The migrations failed with code {process.ExitCode}: {await errors}{await output}");
    }
}
