using System.Net;
using Analytics.Collector.Reading.Addresses;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>The bytes of one event within the body.</summary>
/// <param name="Depth">The levels of objects and arrays, the event included; 0 for a plain value.</param>
/// <param name="LongestNumber">The length of its longest number, in characters.</param>
/// <param name="Fault">The reason why it is no event, found while cutting the body; else null.</param>
readonly record struct EventSlice(ReadOnlyMemory<byte> Utf8, int Depth, int LongestNumber, string? Fault = null);

/// <summary>A body cut into events, with the values that they share. In a body of lines each batch has a separate envelope.</summary>
sealed class Envelope
{
    List<Envelope>? _batches;
    List<Envelope>? _byEvent;
    Envelope? _body;
    long _contexts;

    public List<EventSlice> Events { get; } = [];

    /// <summary>The batches that are lines of the body; empty for a body that is one value.</summary>
    public IReadOnlyList<Envelope> Batches => _batches ?? (IReadOnlyList<Envelope>)[];

    /// <summary>The batch's context, shared by its events; an event's own context overrides it.</summary>
    public RawJson? Context { get; set; }

    /// <summary>The full IP address of the batch's context; in the context itself it is cut.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>True when a part of a character in the batch's context was replaced.</summary>
    public bool HasReplacedText
    {
        get => field || _body?.HasReplacedText == true;
        set;
    }

    public ClientTime SentAt { get; set; }

    /// <summary>True when PostHog marks the whole batch as historical.</summary>
    public bool Historical { get; set; }

    /// <summary>The write key of the batch, or of the body; null when there is none.</summary>
    public string? Key
    {
        get => field ?? _body?.Key;
        set;
    }

    /// <summary>Returns the envelope whose values an event shares: that of its line, if the line is a batch.</summary>
    public Envelope Of(int index) => _byEvent is { } batches && index < batches.Count ? batches[index] : this;

    /// <summary>Adds the events of a line that is a batch.</summary>
    public void Add(Envelope batch)
    {
        batch._body = this;
        (_batches ??= []).Add(batch);
        _byEvent ??= [];
        _byEvent.AddRange(Enumerable.Repeat(this, Events.Count - _byEvent.Count));
        _byEvent.AddRange(Enumerable.Repeat(batch, batch.Events.Count));
        Events.AddRange(batch.Events);
        _contexts += batch.BytesWithContext(0);
    }

    /// <summary>Returns the size of the events with the batch's context in each of them, in bytes.</summary>
    /// <param name="body">The length of the whole body, which has each context once.</param>
    public long BytesWithContext(int body) => body + _contexts + ((Context?.Utf8.Length ?? 0) * Math.Max(0, Events.Count - 1L));

    /// <summary>Cuts the IP addresses in the context of each batch before any of it is stored.</summary>
    public void CutAddresses()
    {
        foreach (var batch in Batches)
            batch.CutAddresses();

        if (Context is not { } whole)
            return;

        Address = SentAddress.InContext(whole);
        Context = new RawJson(StoredAddresses.Cut(whole.Utf8, out _));
    }
}
