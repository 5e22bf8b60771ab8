using Bogus;

namespace Analytics.Local.Traffic;

/// <summary>One event to send.</summary>
/// <param name="Id">Its messageId.</param>
/// <param name="Json">The event in the collector's own dialect, UTF-8.</param>
/// <param name="IsValid">False when it is broken on purpose and must be rejected.</param>
/// <param name="Facts">Its content, for the ledger.</param>
sealed record TrafficEvent(string Id, ReadOnlyMemory<byte> Json, bool IsValid, TrafficFacts Facts);

/// <summary>The content of a valid event that dashboards must show.</summary>
/// <param name="At">The time of the event, to the millisecond.</param>
readonly record struct TrafficFacts(DateTimeOffset At, string Name, string Country, decimal? Revenue, string? Currency);

/// <summary>
/// The endless events of a crowd of visitors. The same seed and clock give the same events; a new visitor replaces one who
/// leaves, so the crowd keeps its size.
/// </summary>
sealed class Visitors
{
    /// <summary>The number of visitors in the shop at once.</summary>
    public const int Crowd = 400;

    /// <summary>The share of events that are broken on purpose.</summary>
    public const float BrokenShare = 0.005f;

    readonly Shop _shop;
    readonly Randomizer _random;
    readonly Visitor[] _crowd;
    readonly string _run;
    readonly TimeProvider _clock;
    readonly EventWriter _writer = new();
    int _visits;
    long _events;

    /// <param name="seed">The seed of everything but the time.</param>
    /// <param name="clock">The clock for the times of the events.</param>
    /// <param name="run">The prefix of each messageId, so that a second run does not count as duplicates; the time by default.</param>
    public Visitors(int seed, TimeProvider clock, string? run = null)
    {
        _clock = clock;
        _run = run ?? $"m{clock.GetUtcNow().ToUnixTimeMilliseconds():x}";
        _random = new Randomizer(seed);
        _shop = new Shop(seed);
        _crowd = [.. Enumerable.Range(0, Crowd).Select(_ => Arrive())];
    }

    public TrafficEvent Next()
    {
        var place = _random.Number(Crowd - 1);
        if (_crowd[place].HasLeft)
            _crowd[place] = Arrive();
        var visitor = _crowd[place];
        var step = visitor.Next();
        var id = $"{_run}-{++_events}";
        var mistake = _random.Bool(BrokenShare) ? _random.ArrayElement(_mistakes) : Mistake.None;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());
        var facts = new TrafficFacts(
            at,
            step.Name ?? step.Type,
            visitor.Market.Country,
            step.Revenue,
            step.Revenue is null ? null : visitor.Market.Currency
        );
        return new(id, _writer.Write(id, visitor, step, at, mistake), mistake is Mistake.None, facts);
    }

    static readonly Mistake[] _mistakes = [.. Enum.GetValues<Mistake>().Where(mistake => mistake is not Mistake.None)];

    Visitor Arrive() => new(_shop, _random, ++_visits);
}
