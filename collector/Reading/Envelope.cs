using System.Net;
using Analytics.Collector.Reading.Addresses;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>One event's own bytes within the body.</summary>
/// <param name="Depth">Levels of objects and arrays, its own included; 0 when it is a plain value.</param>
/// <param name="LongestNumber">Characters of its longest number.</param>
/// <param name="Fault">Why it is no event at all, found while cutting the body; else null.</param>
readonly record struct EventSlice(ReadOnlyMemory<byte> Utf8, int Depth, int LongestNumber, string? Fault = null);

/// <summary>A body, cut into events, with what it says about all of them.</summary>
sealed class Envelope
{
    public List<EventSlice> Events { get; } = [];

    /// <summary>The batch's context: every event's, where its own says nothing else.</summary>
    public RawJson? Context { get; set; }

    /// <summary>The user's address as the batch's context says it, whole; the context itself has it cut.</summary>
    public IPAddress? Address { get; private set; }

    public ClientTime SentAt { get; set; }

    /// <summary>PostHog's way to say that all its events are of the past.</summary>
    public bool Historical { get; set; }

    /// <summary>The write key, where the body holds one.</summary>
    public string? Key { get; set; }

    /// <summary>Before anything of the batch's context is kept.</summary>
    public void CutAddresses()
    {
        if (Context is not { } whole)
            return;

        Address = SentAddress.InContext(whole);
        Context = new RawJson(StoredAddresses.Cut(whole.Utf8));
    }
}
