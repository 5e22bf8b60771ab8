using System.Diagnostics;
using Analytics.Testing.Processes;

namespace Analytics.Testing.Prometheus;

/// <summary>Finds Prometheus' programs, and runs those that end by themselves.</summary>
public static class PrometheusTool
{
    public const string Server = "prometheus";
    public const string Promtool = "promtool";
    public const string NodeExporter = "prometheus-node-exporter";

    /// <exception cref="InvalidOperationException">This machine lacks the program; the message names what to install.</exception>
    public static string Path(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"There is no {name}: run ./deploy/prepare.sh --tests, or install the packages prometheus and prometheus-node-exporter."
        );

    /// <summary>Runs promtool in a folder.</summary>
    /// <returns>Its exit code and its output.</returns>
    public static async Task<(int Code, string Output)> CheckAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path(Promtool), arguments) { WorkingDirectory = folder };
        var ran = await Ran.ToEndAsync(start);
        return (ran.Code, ran.Text);
    }
}
