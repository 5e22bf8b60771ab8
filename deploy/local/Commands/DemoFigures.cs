using System.Text;
using System.Text.Json;

namespace Analytics.Local.Commands;

/// <summary>The demo's result. Ages are in milliseconds; null when nothing was measured.</summary>
/// <param name="Sent">Events that the demo has sent; others may send more.</param>
/// <param name="Accepted">Those of them that the collector has accepted.</param>
/// <param name="Counted">Events in the warehouse.</param>
/// <param name="Lake">Events in the lake.</param>
/// <param name="Rejected">Rejected events that the warehouse counts.</param>
/// <param name="Difference">
/// Events by which live numbers and lake differed, name by name, in all runs of reprocess together; null when they say nothing.
/// </param>
sealed record DemoFigures(
    long Sent,
    long Accepted,
    long Counted,
    long Lake,
    long Rejected,
    long? Difference,
    double? AgeP50,
    double? AgeP99,
    double? CommitsPerSecond
)
{
    /// <summary>True when a run of reprocess has ended well: then the difference must be known.</summary>
    public bool IsCompared { get; init; }

    /// <summary>Events of the demo that the collector has neither accepted nor rejected, as far as its answers say.</summary>
    public long Unknown { get; init; }

    /// <summary>Events in Kafka, of anybody.</summary>
    public long Published { get; init; }

    /// <summary>Rejected events in Kafka.</summary>
    public long PublishedRejected { get; init; }

    public bool IsExact => IsPublished && IsCounted && (Difference is 0 || (Difference is null && !IsCompared));

    /// <summary>True when Kafka holds everything that was answered to the demo.</summary>
    bool IsPublished => Unknown == 0 && Accepted <= Published && Sent - Accepted <= PublishedRejected;

    /// <summary>True when everything that Kafka holds is counted once, and in the lake.</summary>
    bool IsCounted => Counted == Published && Lake == Counted && Rejected == PublishedRejected;

    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("sent"u8, Sent);
            json.WriteNumber("accepted"u8, Accepted);
            json.WriteNumber("unknown"u8, Unknown);
            json.WriteNumber("published"u8, Published);
            json.WriteNumber("counted"u8, Counted);
            json.WriteNumber("lake"u8, Lake);
            json.WriteNumber("published_rejected"u8, PublishedRejected);
            json.WriteNumber("rejected"u8, Rejected);
            Write(json, "difference", Difference);
            Write(json, "age_ms_p50", AgeP50);
            Write(json, "age_ms_p99", AgeP99);
            Write(json, "commits_per_s", CommitsPerSecond);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, Math.Round(number, 1));
        else
            json.WriteNull(name);
    }
}
