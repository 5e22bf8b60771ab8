namespace Analytics.Collector.Delivery.Kafka;

/// <summary>One message to be published to Kafka.</summary>
/// <param name="Index">The event's place in its request.</param>
readonly record struct OutgoingEvent(int Index, string Topic, byte[] Key, byte[] Value)
{
    public int Bytes => Key.Length + Value.Length;
}
