namespace Analytics.Collector.Delivery.Spool;

/// <summary>One event as it was read back from the spool.</summary>
/// <param name="Sequence">Its number: rising, each used once, with gaps where something failed.</param>
readonly record struct SpooledEvent(long Sequence, DateTimeOffset SpooledAt, string Topic, byte[] Key, byte[] Value)
{
    public int Bytes => Key.Length + Value.Length;
}
