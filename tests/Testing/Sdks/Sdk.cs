using System.Diagnostics;
using Analytics.Local.Processes;
using Analytics.Testing.Browsers;

namespace Analytics.Testing.Sdks;

/// <summary>A published SDK, driven by a script in this folder. deploy/prepare.sh --tests installs the dependencies.</summary>
public static class Sdk
{
    static readonly TimeSpan _timeout = TimeSpan.FromMinutes(2);

    static string Packages { get; } = Path.Combine(Repository.Root, ".lib", "sdks", "node_modules");

    /// <summary>Runs the script, and returns its output.</summary>
    /// <param name="user">The user id of all its events, by which the test finds them.</param>
    /// <param name="left">Called when the browser has left its pages; the browser is closed when it returns.</param>
    /// <param name="certificate">The file of the collector's own certificate: Node.js trusts it, and the browser trusts any.</param>
    public static async Task<string> RunAsync(
        string script,
        Uri collector,
        string key,
        string user,
        CancellationToken stop,
        Func<Task>? left = null,
        string? certificate = null
    )
    {
        Assert.True(Directory.Exists(Packages), "The SDKs are missing: run ./deploy/prepare.sh --tests");
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "Testing", "Sdks", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = Packages;
        start.Environment["CHROMIUM"] = Browser.Path;
        start.Environment["COLLECTOR_URL"] = collector.ToString().TrimEnd('/');
        start.Environment["WRITE_KEY"] = key;
        start.Environment["USER_ID"] = user;
        if (certificate is not null)
            start.Environment["NODE_EXTRA_CA_CERTS"] = certificate;

        using var node = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(_timeout);
        try
        {
            var complaints = node.StandardError.ReadToEndAsync(timeout.Token);
            var said = new List<string>();
            while (await node.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                if (line != "left")
                {
                    said.Add(line);
                    continue;
                }

                await (left?.Invoke() ?? Task.CompletedTask);
                node.StandardInput.Close();
            }

            await node.WaitForExitAsync(timeout.Token);
            Assert.True(node.ExitCode == 0, $"{script}:\n{string.Join('\n', said)}\n{await complaints}");
            return string.Join('\n', said);
        }
        finally
        {
            if (!node.HasExited)
                node.Kill(entireProcessTree: true);
        }
    }
}
