using Analytics.Collector.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Analytics.Collector.Http;

static class HttpSetup
{
    public static void AddHttp(this WebApplicationBuilder builder)
    {
        var limits = builder.AddSection<LimitsOptions>(LimitsOptions.Section);
        var proxy = builder.AddSection<ProxyOptions>(ProxyOptions.Section);
        builder.AddErrors(proxy.Validate());
        builder.AddErrors(ListenAddresses.Validate(builder.Configuration));
        builder.AddWarnings(() => LimitsWarnings.Of(limits));
        builder.AddWarnings(() => NetworkWarnings.Of(proxy));
        builder.Services.AddSingleton<WarningSource>(services =>
            () => NetworkWarnings.Of(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        );
        builder.AddServerLimits();
        builder.Services.AddSingleton<MemoryInFlight>().AddSingleton<BodyReader>().AddSingleton<ClientAddress>();
    }
}
