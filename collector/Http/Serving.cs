using System.Net.Sockets;
using Analytics.Hosting;

namespace Analytics.Collector.Http;

static class Serving
{
    /// <summary>Until it is told to end. What it needs and cannot have is a word and an exit code, no stack trace.</summary>
    public static async Task<int> ServeAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or SocketException)
        {
            await Console.Error.WriteLineAsync($"Cannot start: {missing.Message}");
            // What began before it failed must end before its parts are disposed: the probe still asks through the producer.
            await app.StopAsync();
            return ExitCodes.Unavailable;
        }

        await app.WaitForShutdownAsync();
        return ExitCodes.Done;
    }
}
