namespace Analytics.Testing.Ledger;

/// <summary>Where a message stands in Kafka.</summary>
public readonly record struct Place(string Topic, int Partition, long Offset);

/// <summary>The offsets of one partition that an audit covers: [From, To).</summary>
public sealed record Range(string Topic, int Partition, long From, long To)
{
    public bool Holds(Place place) => place.Topic == Topic && place.Partition == Partition && place.Offset >= From && place.Offset < To;
}
