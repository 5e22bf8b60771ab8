using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Whether events can be made safe, and if not, why.</summary>
/// <param name="spool">Null when it is off.</param>
sealed class DeliveryHealth(KafkaState kafka, EventRouter router, SpoolWriter? spool = null)
{
    /// <summary>From here on a gateway should look elsewhere, while there is room for what it sends meanwhile.</summary>
    const double NearlyFull = 0.8;

    /// <summary>Null when events can be accepted durably.</summary>
    public string? UnhealthyReason =>
        (router.Mode, kafka.Ready) switch
        {
            (RouterMode.Direct, true) => null,
            (_, true) => SpoolReason(full: 1),
            (_, false) => SpoolReason(NearlyFull) is { } why ? $"Kafka: {kafka.UnhealthyReason}; {why}" : null,
        };

    /// <summary>Null when Kafka takes events and the spool could.</summary>
    public string? SinkTrouble =>
        (kafka.UnhealthyReason, SpoolReason(NearlyFull)) is var (broker, disk)
        && (broker is not null || (disk is not null && spool is not null))
            ? $"Kafka: {broker ?? "ok"}; {disk ?? "spool: ok"}"
                + $"{(router.Mode == RouterMode.Direct ? "" : $", {spool?.Fullness:P0} full")}"
            : null;

    string? SpoolReason(double full) =>
        spool is null ? "spool: off"
        : spool.UnhealthyReason is { } reason ? $"spool: {reason}"
        : spool.Fullness >= full ? $"spool: {spool.Fullness:P0} full"
        : null;
}
