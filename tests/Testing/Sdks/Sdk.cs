using System.Diagnostics;
using Analytics.Testing.Browsers;

namespace Analytics.Testing.Sdks;

/// <summary>An SDK as it is published, used by a script of this folder. deploy/prepare.sh --tests brings what it takes.</summary>
public static class Sdk
{
    static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    static string Packages { get; } = Path.Combine(Repository.Root, ".lib", "sdks", "node_modules");

    /// <summary>Sends what the script sends, and returns what it says.</summary>
    /// <param name="user">The user of all its events: by it they are found again.</param>
    /// <param name="left">Called when a browser has left its pages; it is closed when this ends.</param>
    public static async Task<string> RunAsync(
        string script,
        Uri collector,
        string key,
        string user,
        CancellationToken stop,
        Func<Task>? left = null
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
        using var node = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(_patience);
        try
        {
            var complaints = node.StandardError.ReadToEndAsync(patience.Token);
            var said = new List<string>();
            while (await node.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (line != "left")
                {
                    said.Add(line);
                    continue;
                }

                await (left?.Invoke() ?? Task.CompletedTask);
                node.StandardInput.Close();
            }

            await node.WaitForExitAsync(patience.Token);
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
