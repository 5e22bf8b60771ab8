using System.Diagnostics;
using System.Text.Json;
using Analytics.Benchmarks.Measuring;
using Analytics.Local.Processes;

namespace Analytics.Benchmarks.Ingest.Sending;

/// <summary>The generator in a separate process. It ends when its standard input is closed.</summary>
sealed class SendingProcess : IDisposable
{
    readonly Process _process;

    public SendingProcess()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Repository.Assembly("Benchmarks"));
        start.ArgumentList.Add("send");
        _process = Process.Start(start)!;
    }

    public int Pid => _process.Id;

    /// <param name="begin">Called once all is connected and prepared, before the first request.</param>
    /// <exception cref="BenchmarkException">The process ended.</exception>
    public async Task<SendResult> SendAsync(SendOrder order, Action begin, CancellationToken stopping)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order, SendJson.Default.SendOrder));
        if (await LineAsync(stopping) != SendCommand.Ready)
            throw new BenchmarkException("The generator is not ready.");

        begin();
        await _process.StandardInput.WriteLineAsync();
        return JsonSerializer.Deserialize(await LineAsync(stopping), SendJson.Default.SendResult)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();

        _process.Dispose();
    }

    async Task<string> LineAsync(CancellationToken stopping) =>
        await _process.StandardOutput.ReadLineAsync(stopping) ?? throw new BenchmarkException("The generator ended by itself.");
}
