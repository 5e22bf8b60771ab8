using System.Net;
using Analytics.Collector.Reading.Addresses;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>The bytes of one event within the body.</summary>
/// <param name="Depth">The levels of objects and arrays, the event included; 0 for a plain value.</param>
/// <param name="LongestNumber">The length of its longest number, in characters.</param>
/// <param name="Fault">The reason why it is no event, found while cutting the body; else null.</param>
readonly record struct EventSlice(ReadOnlyMemory<byte> Utf8, int Depth, int LongestNumber, string? Fault = null);

/// <summary>A body cut into events, with the values that they share.</summary>
sealed class Envelope
{
    public List<EventSlice> Events { get; } = [];

    /// <summary>The batch's context, shared by its events; an event's own context overrides it.</summary>
    public RawJson? Context { get; set; }

    /// <summary>The full IP address of the batch's context; in the context itself it is cut.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>True when half a surrogate pair in the batch's context was replaced.</summary>
    public bool HasReplacedText { get; set; }

    public ClientTime SentAt { get; set; }

    /// <summary>True when PostHog marks the whole batch as historical.</summary>
    public bool Historical { get; set; }

    /// <summary>The body's write key; null when there is none.</summary>
    public string? Key { get; set; }

    /// <summary>Returns the size of the events with the batch's context in each of them, in bytes.</summary>
    /// <param name="body">The length of the whole body, which has the context once.</param>
    public long BytesWithContext(int body) => body + ((Context?.Utf8.Length ?? 0) * Math.Max(0, Events.Count - 1L));

    /// <summary>Cuts the IP addresses in the batch's context before any of it is stored.</summary>
    public void CutAddresses()
    {
        if (Context is not { } whole)
            return;

        Address = SentAddress.InContext(whole);
        Context = new RawJson(StoredAddresses.Cut(whole.Utf8, out _));
    }
}
