using System.Text.Json;

namespace Analytics.Testing.Ledger;

/// <summary>What the collector answered.</summary>
public enum Outcome
{
    /// <summary>No answer, or "send it again": may be in or out.</summary>
    Unknown,
    Acked,
    Rejected,
}

/// <summary>What an event says, as far as dashboards show it. Text is empty where there is none.</summary>
/// <param name="At">When it happened, UTC, milliseconds.</param>
/// <param name="Revenue">0 without revenue.</param>
public sealed record EventFacts(DateTime At, string Name, string Country, string Currency, decimal Revenue);

/// <summary>One line of the traffic generator's book.</summary>
public sealed record SentEvent(string Id, Outcome Outcome, EventFacts Facts)
{
    /// <summary>The book of one run of the generator.</summary>
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
