using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Analytics.Collector.Http;

static class ServerLimits
{
    /// <summary>The lowest rate of a request body, in bytes per second; a slower one is an attack or a dead connection.</summary>
    const double SlowestBody = 240;

    /// <summary>The lowest rate of reading a response, in bytes per second; with Kestrel's 240 a full buffer waits for minutes.</summary>
    const double SlowestReader = 16 * 1024;

    /// <summary>
    /// The kernel's send buffer per connection, in bytes: responses are small, and buffered bytes count as read by a slow reader.
    /// </summary>
    const int SendBuffer = 64 * 1024;

    static readonly TimeSpan _readerGrace = TimeSpan.FromSeconds(5);

    /// <summary>The bytes that Kestrel reads ahead; with its default of 1 MiB, a thousand connections take 1 GiB.</summary>
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
                // The body reader enforces this limit, so that every excess is answered in the same form.
                kestrel.Limits.MaxRequestBodySize = null;
            }
        ));
    }
}
