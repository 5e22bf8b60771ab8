using Analytics.Collector.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Analytics.Collector.Http;

static class ServerLimits
{
    /// <summary>A slower body than this is an attack or a dead line, in bytes per second.</summary>
    const double SlowestBody = 240;

    public static void AddServerLimits(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(services => new ConfigureOptions<KestrelServerOptions>(kestrel =>
        {
            var limits = services.GetRequiredService<LimitsOptions>();
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = limits.HeaderWait;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, limits.BodyStall);
            kestrel.Limits.MaxConcurrentConnections = limits.Connections;
            // The body reader counts for itself, so that going over a limit is answered in one form everywhere.
            kestrel.Limits.MaxRequestBodySize = null;
        }));
}
