using System.Net.Sockets;
using Analytics.Hosting;

namespace Analytics.Collector.Http;

static class Serving
{
    /// <summary>Runs until shutdown. A failed start prints one line and returns an exit code, no stack trace.</summary>
    public static async Task<int> ServeAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or SocketException)
        {
            await Console.Error.WriteLineAsync($"Cannot start: {missing.Message}");
            // The services that did start must stop before they are disposed: the probe still uses the producer.
            await app.StopAsync();
            return ExitCodes.Unavailable;
        }

        await app.WaitForShutdownAsync();
        return ExitCodes.Done;
    }
}
