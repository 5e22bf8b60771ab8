using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>
/// Reads the interpreted members of a context; called for the batch's and then for the event's own, which wins member by member.
/// </summary>
static class ContextReader
{
    const double WidestScreen = 100_000;

    static readonly TextMember<InputPage>[] _page =
    [
        new("url"u8, (page, text) => page.Url = text),
        new("path"u8, (page, text) => page.Path = text),
        new("title"u8, (page, text) => page.Title = text),
        new("referrer"u8, (page, text) => page.Referrer = text),
    ];

    static readonly TextMember<InputCampaign>[] _campaign =
    [
        new("source"u8, (campaign, text) => campaign.Source = text),
        new("medium"u8, (campaign, text) => campaign.Medium = text),
        new("name"u8, (campaign, text) => campaign.Name = text),
        new("term"u8, (campaign, text) => campaign.Term = text),
        new("content"u8, (campaign, text) => campaign.Content = text),
    ];

    static readonly TextMember<InputContext>[] _location =
    [
        new("country"u8, (context, text) => context.Country = text),
        new("region"u8, (context, text) => context.Region = text),
        new("city"u8, (context, text) => context.City = text),
    ];

    public static void Read(ReadOnlyMemory<byte> utf8, InputEvent input)
    {
        var context = input.Context;
        var reader = new Utf8JsonReader(utf8.Span, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IsAbsent(ref reader, utf8.Span))
                reader.Read();
            else if (reader.ValueTextEquals("page"u8))
                ObjectReader.ReadTexts(ref reader, context.Page = new InputPage(), _page);
            else if (reader.ValueTextEquals("campaign"u8))
                ObjectReader.ReadTexts(ref reader, context.Campaign = new InputCampaign(), _campaign);
            else if (reader.ValueTextEquals("userAgent"u8))
                context.UserAgent = reader.NextLooseText();
            else if (reader.ValueTextEquals("locale"u8))
                context.Locale = reader.NextLooseText();
            else if (reader.ValueTextEquals("device"u8))
                context.DeviceType = ObjectReader.ReadOne(ref reader, "type"u8, JsonValues.NextLooseText);
            else if (reader.ValueTextEquals("os"u8))
                context.Os = ObjectReader.ReadOne(ref reader, "name"u8, JsonValues.NextLooseText);
            else if (reader.ValueTextEquals("app"u8))
                context.AppVersion = ObjectReader.ReadOne(ref reader, "version"u8, JsonValues.NextLooseText);
            else if (reader.ValueTextEquals("screen"u8))
                context.ScreenWidth = WidthOf(ObjectReader.ReadOne(ref reader, "width"u8, JsonValues.NextLooseNumber));
            else if (reader.ValueTextEquals("sessionId"u8))
                context.SessionId = reader.NextId(input, "context.sessionId");
            else if (reader.ValueTextEquals("location"u8))
                ObjectReader.ReadTexts(ref reader, context, _location);
            else if (reader.ValueTextEquals("userAgentData"u8))
                context.UserAgentData = reader.NextRaw(utf8);
            else if (WishNames.IsConsent(ref reader))
                ReadConsent(reader.NextRaw(utf8), context);
            else if (reader.ValueTextEquals("consentManagement"u8))
                context.ConsentManagement = reader.NextRaw(utf8);
            else if (WishNames.IsGpc(ref reader))
                context.Gpc = reader.NextYes();
            else if (WishNames.IsDnt(ref reader))
                context.Dnt = reader.NextYes();
            else
                reader.Read();

            reader.Skip();
        }
    }

    /// <summary>
    /// True when the value is an empty array, which does not override the batch's object. An empty consent does, because it consents to
    /// nothing.
    /// </summary>
    static bool IsAbsent(ref Utf8JsonReader name, ReadOnlySpan<byte> utf8)
    {
        // Most members are no arrays; one byte tells so.
        var value = utf8[(int)name.BytesConsumed..];
        if (value is [> (byte)':' and not (byte)'[', ..] or [(byte)'"', ..])
            return false;

        var isConsent = WishNames.IsConsent(ref name) || name.ValueTextEquals("consentManagement"u8);
        if (isConsent || value.TrimStart(": \t\r\n"u8) is not [(byte)'[', ..])
            return false;

        var ahead = name;
        return ahead.Read() && ahead.IsEmptyArray();
    }

    static void ReadConsent(RawJson consent, InputContext context)
    {
        context.Consent = consent;
        var reader = new Utf8JsonReader(consent.Utf8.Span, JsonText.AnyDepth);
        if (!ObjectReader.Enter(ref reader))
            return;

        while (ObjectReader.NextMember(ref reader))
        {
            if (WishNames.IsGpc(ref reader))
                context.Gpc = reader.NextYes();
            else
                reader.Read();

            reader.Skip();
        }
    }

    /// <summary>Returns the width that a screen can have, in whole pixels; null for another.</summary>
    static int? WidthOf(double? pixels) => pixels is >= 1 and <= WidestScreen ? (int)pixels : null;
}
