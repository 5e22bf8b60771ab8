using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Analytics.Collector.Reading;

/// <summary>Reads the properties that the product interprets.</summary>
static class PropertiesReader
{
    /// <summary>The largest value of DECIMAL(18,4): 14 digits before the point.</summary>
    const decimal Largest = 99_999_999_999_999.9999m;

    public static void Read(ReadOnlyMemory<byte> utf8, InputEvent input)
    {
        var properties = input.Properties;
        var reader = new Utf8JsonReader(utf8.Span, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            properties.Count++;
            if (reader.ValueTextEquals("revenue"u8))
                ReadRevenue(ref reader, properties);
            else if (reader.ValueTextEquals("currency"u8))
                ReadCurrency(ref reader, properties);
            else if (reader.ValueTextEquals("name"u8))
                properties.Name = reader.NextLooseText();
            else if (reader.ValueTextEquals("url"u8))
                properties.Page.Url = reader.NextLooseText();
            else if (reader.ValueTextEquals("path"u8))
                properties.Page.Path = reader.NextLooseText();
            else if (reader.ValueTextEquals("title"u8))
                properties.Page.Title = reader.NextLooseText();
            else if (reader.ValueTextEquals("referrer"u8))
                properties.Page.Referrer = reader.NextLooseText();
            else
                reader.Read();

            reader.Skip();
        }
    }

    public static int Count(ReadOnlyMemory<byte> utf8)
    {
        var count = 0;
        var reader = new Utf8JsonReader(utf8.Span, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            reader.Read();
            reader.Skip();
        }

        return count;
    }

    static void ReadRevenue(ref Utf8JsonReader reader, InputProperties properties)
    {
        reader.Read();
        properties.Revenue = null;
        properties.RevenueUnreadable = false;
        var text = reader.TokenType switch
        {
            JsonTokenType.Number => reader.ValueSpan.Length <= 64 ? Encoding.UTF8.GetString(reader.ValueSpan) : "too long",
            JsonTokenType.String => reader.GetString()!.Trim(),
            JsonTokenType.Null => "",
            _ => "not a number",
        };
        if (text.Length == 0)
            return;

        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var revenue) && Math.Abs(revenue) <= Largest)
            properties.Revenue = decimal.Round(revenue, 4, MidpointRounding.AwayFromZero);
        else
            properties.RevenueUnreadable = true;
    }

    /// <summary>Reads a text; a blank one is absent, and another kind is no code, such as the number of ISO 4217.</summary>
    static void ReadCurrency(ref Utf8JsonReader reader, InputProperties properties)
    {
        var text = reader.NextLooseText()?.Trim();
        properties.Currency = text is { Length: > 0 } ? text : null;
        properties.CurrencyUnreadable = reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null);
    }
}
