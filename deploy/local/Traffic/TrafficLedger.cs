using System.Text.Json;
using Analytics.Local.Traffic.Visits;

namespace Analytics.Local.Traffic;

/// <summary>
/// The generator's record, against which downstream results are checked: one JSON line per event.
/// </summary>
sealed class TrafficLedger(string path) : IDisposable
{
    readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
    readonly Lock _writing = new();

    public void Write(IReadOnlyList<TrafficEvent> batch, TrafficAnswer answer)
    {
        lock (_writing)
        {
            for (var index = 0; index < batch.Count; index++)
            {
                using (var json = new Utf8JsonWriter(_file))
                {
                    json.WriteStartObject();
                    json.WriteString("id"u8, batch[index].Id);
                    json.WriteBoolean("valid"u8, batch[index].IsValid);
                    WriteFacts(json, batch[index].Facts);
                    json.WriteNumber("status"u8, answer.Status);
                    json.WriteString("result"u8, answer.Of(index));
                    json.WriteEndObject();
                }

                _file.WriteByte((byte)'\n');
            }
        }
    }

    static void WriteFacts(Utf8JsonWriter json, TrafficFacts facts)
    {
        json.WriteString("at"u8, facts.At);
        json.WriteString("source"u8, facts.Source);
        json.WriteString("type"u8, facts.Type);
        json.WriteString("name"u8, facts.Name);
        json.WriteString("session"u8, facts.Visit.SessionId);
        json.WriteString("visitor"u8, facts.Visit.Person.AnonymousId);
        if (facts.User is { } user)
            json.WriteString("user"u8, user);
        if (facts.Path is { } path)
            json.WriteString("path"u8, path);
        if (facts.Channel is { } channel)
            json.WriteString("channel"u8, channel);
        json.WriteBoolean("bot"u8, facts.Visit.IsBot);
        json.WriteString("country"u8, facts.Country);
        if (facts.Revenue is { } revenue)
        {
            json.WriteNumber("revenue"u8, revenue);
            json.WriteString("currency"u8, facts.Currency);
        }
    }

    /// <summary>Makes the written lines readable and durable.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // What is left cannot be written either; Write or Flush has thrown the reason.
        }
    }
}
