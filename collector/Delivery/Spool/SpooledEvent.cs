namespace Analytics.Collector.Delivery.Spool;

/// <summary>One event as read from the spool.</summary>
/// <param name="Sequence">The event's sequence number: rising, each used once, with gaps after failed appends.</param>
readonly record struct SpooledEvent(long Sequence, DateTimeOffset SpooledAt, string Topic, byte[] Key, byte[] Value)
{
    public int Bytes => Key.Length + Value.Length;
}
