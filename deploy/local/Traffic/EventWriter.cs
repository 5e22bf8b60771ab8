using System.Buffers;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Local.Traffic;

/// <summary>The mistake in an event that is broken on purpose.</summary>
enum Mistake
{
    None,
    NoName,
    NoUser,
    NoType,
    UnknownType,
    LongName,
    BadRevenue,
}

/// <summary>Writes events as a browser's SDK sends them, in the shape of contracts/examples/event.json.</summary>
sealed class EventWriter
{
    readonly ArrayBufferWriter<byte> _buffer = new(2048);

    public byte[] Write(string id, Visitor visitor, Step step, DateTimeOffset at, Mistake mistake)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("messageId"u8, id);
        WriteKind(json, step, mistake);
        if (mistake is not Mistake.NoUser)
        {
            json.WriteString("anonymousId"u8, visitor.AnonymousId);
            if (visitor.UserId is { } user)
                json.WriteString("userId"u8, user);
        }

        json.WriteString("sessionId"u8, visitor.SessionId);
        json.WriteString("timestamp"u8, at.UtcDateTime.ToString(UtcTime.Format));
        WriteProperties(json, visitor, step, mistake);
        WriteContext(json, visitor, step);
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    // A mistake in the name needs a type that requires a name, so the event becomes a track.
    static void WriteKind(Utf8JsonWriter json, Step step, Mistake mistake)
    {
        var type = mistake switch
        {
            Mistake.UnknownType => "click",
            Mistake.NoName or Mistake.LongName => "track",
            _ => step.Type,
        };
        if (mistake is not Mistake.NoType)
            json.WriteString("type"u8, type);
        if (mistake is Mistake.LongName)
            json.WriteString("event"u8, new string('x', 300));
        else if (step.Name is { } name && mistake is not Mistake.NoName)
            json.WriteString(type == "page" ? "name"u8 : "event"u8, name);
    }

    static void WriteProperties(Utf8JsonWriter json, Visitor visitor, Step step, Mistake mistake)
    {
        json.WriteStartObject("properties"u8);
        if (step.Product is { } product)
        {
            json.WriteString("productId"u8, product.Id);
            json.WriteString("product"u8, product.Name);
            json.WriteNumber("price"u8, product.Price);
        }

        if (mistake is Mistake.BadRevenue)
            json.WriteString("revenue"u8, "a lot");
        if (mistake is not Mistake.BadRevenue && step.Revenue is { } revenue)
            json.WriteNumber("revenue"u8, revenue);
        if (step.Revenue is not null)
            json.WriteString("currency"u8, visitor.Market.Currency);
        json.WriteEndObject();
    }

    static void WriteContext(Utf8JsonWriter json, Visitor visitor, Step step)
    {
        json.WriteStartObject("context"u8);
        json.WriteStartObject("page"u8);
        json.WriteString("url"u8, Shop.Address + step.Path);
        json.WriteString("path"u8, step.Path);
        if (visitor.Campaign.Referrer is { } referrer)
            json.WriteString("referrer"u8, referrer);
        json.WriteEndObject();
        if (visitor.Campaign.Source is { } source)
        {
            json.WriteStartObject("campaign"u8);
            json.WriteString("source"u8, source);
            json.WriteString("medium"u8, visitor.Campaign.Medium);
            json.WriteString("name"u8, visitor.Campaign.Name);
            json.WriteEndObject();
        }

        json.WriteString("userAgent"u8, visitor.Browser.UserAgent);
        json.WriteString("locale"u8, visitor.Market.Locale);
        WriteOne(json, "device"u8, "type"u8, visitor.Browser.Device);
        WriteOne(json, "os"u8, "name"u8, visitor.Browser.Os);
        WriteOne(json, "location"u8, "country"u8, visitor.Market.Country);
        json.WriteEndObject();
    }

    static void WriteOne(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> member, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(member, value);
        json.WriteEndObject();
    }
}
