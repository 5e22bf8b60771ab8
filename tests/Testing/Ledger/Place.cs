namespace Analytics.Testing.Ledger;

/// <summary>The topic, partition and offset of a message.</summary>
public readonly record struct Place(string Topic, int Partition, long Offset);

/// <summary>The offsets of one partition covered by an audit: [From, To).</summary>
public sealed record Range(string Topic, int Partition, long From, long To)
{
    public bool Holds(Place place) => place.Topic == Topic && place.Partition == Partition && place.Offset >= From && place.Offset < To;
}
