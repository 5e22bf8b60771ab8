using Analytics.Collector.Settings;

namespace Analytics.Collector.Http;

static class UntrustedForwarding
{
    static readonly ConfigurationWarning _warning = new(
        "Proxy:KnownNetworks",
        "requests carry X-Forwarded-For, but no proxy is trusted: every event gets the gateway's address as its client's",
        "name the gateway's addresses, or have it remove the header"
    );

    /// <summary>Warns once when a request has X-Forwarded-For; inspects requests only where no proxy is trusted.</summary>
    public static void UseUntrustedForwardingWarning(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ProxyOptions>().KnownNetworks.Length > 0)
            return;

        var log = app.Services.GetRequiredService<ConfigurationWarningLog>();
        var seen = 0;
        app.Use(
            (context, next) =>
            {
                if (context.Request.Headers.ContainsKey("X-Forwarded-For") && Interlocked.Exchange(ref seen, 1) == 0)
                    log.Log(_warning);

                return next(context);
            }
        );
    }
}
