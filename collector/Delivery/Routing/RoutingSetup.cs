using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Analytics.Collector.Settings;

namespace Analytics.Collector.Delivery.Routing;

static class RoutingSetup
{
    /// <summary>For as long as brokers remember a producer's numbers by default (producer.id.expiration.ms).</summary>
    static readonly TimeSpan _withSpool = TimeSpan.FromDays(1);

    /// <summary>What is there with and without a spool, and the drain of the spool where there is one.</summary>
    public static void AddRouting(this WebApplicationBuilder builder)
    {
        var isSpooled = builder.Section<SpoolOptions>().IsOn;
        builder.Services.AddPublisher(isSpooled ? _withSpool : builder.Section<KafkaOptions>().MessageTimeout);
        if (isSpooled)
            builder.Services.AddSingleton<SpoolDrain>().AddSingleton<SpoolParts>();

        builder
            .Services.AddSingleton<EventRouter>()
            .AddSingleton<DeliveryHealth>()
            .AddSingleton<RetryAfterEstimate>()
            .AddSingleton<EventStore>()
            .AddHostedService<DeliveryLifetime>();
    }

    /// <summary>
    /// Without a spool the timeout is short because the client can resend. With one nobody waits for Kafka, and giving an event up would
    /// only make it unknown whether it is stored: it is sent again, under the same number.
    /// </summary>
    static void AddPublisher(this IServiceCollection services, TimeSpan messageTimeout) =>
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EventPublisher>(provider, messageTimeout));
}
