using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Reports whether events can be stored, and if not, why.</summary>
/// <param name="spool">Null when the spool is off.</param>
/// <param name="drain">Null when the spool is off.</param>
sealed class DeliveryHealth(
    KafkaState kafka,
    EventRouter router,
    RetryAfterEstimate refusals,
    SpoolWriter? spool = null,
    SpoolDrain? drain = null
)
{
    /// <summary>
    /// The fullness of the spool from which a gateway should use another collector; the rest is room for requests until it does.
    /// </summary>
    const double NearlyFull = 0.8;

    /// <summary>The reason why events can't be stored; null when they can.</summary>
    public string? UnhealthyReason =>
        (router.Mode, kafka.Ready) switch
        {
            (RouterMode.Direct, true) => refusals.IsLasting ? "Kafka: it answers, but stores no events" : null,
            (_, true) => SpoolReason(spool?.IsFull == true),
            (_, false) => SpoolReason(IsNearlyFull) is { } why ? $"Kafka: {kafka.UnhealthyReason}; {why}" : null,
        };

    /// <summary>The reason why Kafka or the spool takes no events; null when both can.</summary>
    public string? SinkUnhealthyReason =>
        (kafka.UnhealthyReason, SpoolReason(IsNearlyFull) ?? DrainReason) is var (broker, disk)
        && (broker is not null || (disk is not null && spool is not null))
            ? $"Kafka: {broker ?? "ok"}; {disk ?? "spool: ok"}"
                + $"{(router.Mode == RouterMode.Direct ? "" : $", {spool?.Fullness:P0} full")}"
            : null;

    string? DrainReason => drain?.UnhealthyReason is { } reason ? $"spool: it cannot be drained: {reason}" : null;

    bool IsNearlyFull => spool?.Fullness >= NearlyFull;

    string? SpoolReason(bool isFull) =>
        spool is null ? "spool: off"
        : spool.UnhealthyReason is { } reason ? $"spool: {reason}"
        : isFull ? $"spool: {spool.Fullness:P0} full"
        : null;
}
