using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Analytics.Collector.Settings;

namespace Analytics.Collector.Delivery.Routing;

static class RoutingSetup
{
    /// <summary>The time for which brokers keep a producer's sequence numbers by default (producer.id.expiration.ms).</summary>
    static readonly TimeSpan _withSpool = TimeSpan.FromDays(1);

    /// <summary>Registers the services that are needed with and without a spool, and the drain when there is a spool.</summary>
    public static void AddRouting(this WebApplicationBuilder builder)
    {
        var isSpooled = builder.Section<SpoolOptions>().IsOn;
        builder.Services.AddPublisher(isSpooled ? _withSpool : builder.Section<KafkaOptions>().MessageTimeout);
        if (isSpooled)
            builder.Services.AddDrain();

        builder
            .Services.AddSingleton<EventRouter>()
            .AddSingleton<DeliveryHealth>()
            .AddSingleton<RetryAfterEstimate>()
            .AddSingleton<StoreResults>()
            .AddSingleton<EventStore>()
            .AddHostedService<DeliveryLifetime>();
    }

    static void AddDrain(this IServiceCollection services) =>
        services
            .AddSingleton<DrainedSpool>()
            .AddSingleton<DrainPasses>()
            .AddSingleton<ReturnPolicy>()
            .AddSingleton<SpoolDrain>()
            .AddSingleton<SpoolParts>();

    /// <summary>
    /// Registers the publisher. Without a spool the timeout is short, because the client can resend. With a spool no client waits for
    /// Kafka, and the timeout is long, because an event that is given up may be stored or not; a retry has the same sequence number.
    /// </summary>
    static void AddPublisher(this IServiceCollection services, TimeSpan messageTimeout) =>
        services
            .AddSingleton<ClientLog>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<EventPublisher>(provider, messageTimeout));
}
