using System.Text.Json;

namespace Analytics.Testing.Ledger;

/// <summary>The collector's answer.</summary>
public enum Outcome
{
    /// <summary>No answer or a request to retry; the event may or may not be stored.</summary>
    Unknown,
    Acked,
    Rejected,
}

/// <summary>The members of an event that dashboards show. Missing text is empty.</summary>
/// <param name="At">The time of occurrence, UTC, in milliseconds.</param>
/// <param name="Revenue">The revenue; 0 when there is none.</param>
public sealed record EventFacts(DateTime At, string Name, string Country, string Currency, decimal Revenue);

/// <summary>One line of the traffic generator's book.</summary>
public sealed record SentEvent(string Id, Outcome Outcome, EventFacts Facts)
{
    /// <summary>Reads the book of one run of the generator.</summary>
    public static IEnumerable<SentEvent> Read(string book) => File.ReadLines(book).Select(Parse);

    static SentEvent Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var said = json.RootElement;
        var revenue = said.TryGetProperty("revenue", out var amount) ? amount.GetDecimal() : 0;
        var currency = said.TryGetProperty("currency", out var unit) ? unit.GetString()! : "";
        var facts = new EventFacts(
            said.GetProperty("at").GetDateTimeOffset().UtcDateTime,
            said.GetProperty("name").GetString()!,
            said.GetProperty("country").GetString()!,
            currency,
            revenue
        );
        return new(said.GetProperty("id").GetString()!, OutcomeOf(said.GetProperty("result").GetString()!), facts);
    }

    static Outcome OutcomeOf(string result) =>
        result switch
        {
            "ok" or "warning" or "duplicate" => Outcome.Acked,
            "rejected" => Outcome.Rejected,
            _ => Outcome.Unknown,
        };
}
