using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Analytics.Collector.Http;

static class ServerLimits
{
    /// <summary>A slower body than this is an attack or a dead line, in bytes per second.</summary>
    const double SlowestBody = 240;

    /// <summary>The same of whoever does not read what it asked for. With Kestrel's own 240 a full buffer waits for minutes.</summary>
    const double SlowestReader = 16 * 1024;

    /// <summary>
    /// What the kernel may hold of answers for a connection: ours are small, and what it takes counts as time for the slow reader.
    /// </summary>
    const int SendBuffer = 64 * 1024;

    static readonly TimeSpan _readerGrace = TimeSpan.FromSeconds(5);

    /// <summary>What Kestrel reads ahead of us; with its own default of a MiB a thousand connections are a GiB.</summary>
    const int ReadAhead = 64 * 1024;

    public static void AddServerLimits(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<SocketTransportOptions>(sockets =>
            sockets.CreateBoundListenSocket = endpoint =>
            {
                var listening = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                listening.SendBufferSize = SendBuffer;
                return listening;
            }
        );
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(services => new ConfigureOptions<KestrelServerOptions>(
            kestrel =>
            {
                var limits = services.GetRequiredService<LimitsOptions>();
                kestrel.AddServerHeader = false;
                kestrel.Limits.KeepAliveTimeout = limits.KeepAliveTimeout;
                kestrel.Limits.RequestHeadersTimeout = limits.HeaderTimeout;
                kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, limits.BodyTimeout);
                kestrel.Limits.MinResponseDataRate = new MinDataRate(SlowestReader, _readerGrace);
                kestrel.Limits.MaxConcurrentConnections = limits.Connections;
                kestrel.Limits.MaxRequestBufferSize = ReadAhead;
                // The body reader counts for itself, so that going over a limit is answered in one form everywhere.
                kestrel.Limits.MaxRequestBodySize = null;
            }
        ));
    }
}
