using System.Text;
using System.Text.Json;

namespace Analytics.Local.Commands;

/// <summary>The demo's result. Ages are in milliseconds; null when nothing was measured.</summary>
/// <param name="Counted">Events in the warehouse.</param>
/// <param name="Lake">Events in the lake.</param>
/// <param name="Rejected">Rejected events that the warehouse counts.</param>
/// <param name="Difference">
/// Events by which live numbers and lake differ, name by name, as the newest run of reprocess finds it; null when it says nothing.
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

    public bool IsExact =>
        Sent == Counted + Rejected && Lake == Counted && Accepted == Counted && (Difference is 0 || (Difference is null && !IsCompared));

    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("sent"u8, Sent);
            json.WriteNumber("accepted"u8, Accepted);
            json.WriteNumber("counted"u8, Counted);
            json.WriteNumber("lake"u8, Lake);
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
