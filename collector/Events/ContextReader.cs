using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Events;

/// <summary>
/// Reads what has a meaning in a context. Called for the batch's and then for the event's own, which wins member by member.
/// </summary>
static class ContextReader
{
    static readonly JsonReaderOptions _options = new() { MaxDepth = int.MaxValue };

    public static void Read(ReadOnlyMemory<byte> utf8, InputEvent input)
    {
        var context = input.Context;
        var reader = new Utf8JsonReader(utf8.Span, _options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("page"u8))
                context.Page = Page(ref reader);
            else if (reader.ValueTextEquals("campaign"u8))
                context.Campaign = Campaign(ref reader);
            else if (reader.ValueTextEquals("userAgent"u8))
                context.UserAgent = reader.NextLooseText();
            else if (reader.ValueTextEquals("locale"u8))
                context.Locale = reader.NextLooseText();
            else if (reader.ValueTextEquals("device"u8))
                context.DeviceType = One(ref reader, "type"u8);
            else if (reader.ValueTextEquals("os"u8))
                context.Os = One(ref reader, "name"u8);
            else if (reader.ValueTextEquals("app"u8))
                context.AppVersion = One(ref reader, "version"u8);
            else if (reader.ValueTextEquals("sessionId"u8))
                context.SessionId = reader.NextId(input, "context.sessionId");
            else if (reader.ValueTextEquals("location"u8))
                Location(ref reader, context);
            else if (reader.ValueTextEquals("userAgentData"u8))
                context.UserAgentData = reader.NextRaw(utf8);
            else if (reader.ValueTextEquals("consent"u8))
                ReadConsent(reader.NextRaw(utf8), context);
            else if (reader.ValueTextEquals("consentManagement"u8))
                context.ConsentManagement = reader.NextRaw(utf8);
            else if (IsGpc(ref reader))
                context.Gpc = reader.NextYes();
            else if (reader.ValueTextEquals("doNotTrack"u8) || reader.ValueTextEquals("dnt"u8))
                context.Dnt = reader.NextYes();
            else
                reader.Read();

            reader.Skip();
        }
    }

    static void ReadConsent(RawJson consent, InputContext context)
    {
        context.Consent = consent;
        var reader = new Utf8JsonReader(consent.Utf8.Span, _options);
        if (!Enter(ref reader))
            return;

        while (NextMember(ref reader))
        {
            if (IsGpc(ref reader))
                context.Gpc = reader.NextYes();
            else
                reader.Read();

            reader.Skip();
        }
    }

    static bool IsGpc(ref Utf8JsonReader name) => name.ValueTextEquals("gpc"u8) || name.ValueTextEquals("globalPrivacyControl"u8);

    static InputPage Page(ref Utf8JsonReader reader)
    {
        var page = new InputPage();
        if (!Enter(ref reader))
            return page;

        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("url"u8))
                page.Url = reader.NextLooseText();
            else if (reader.ValueTextEquals("path"u8))
                page.Path = reader.NextLooseText();
            else if (reader.ValueTextEquals("title"u8))
                page.Title = reader.NextLooseText();
            else if (reader.ValueTextEquals("referrer"u8))
                page.Referrer = reader.NextLooseText();
            else
                reader.Read();

            reader.Skip();
        }

        return page;
    }

    static InputCampaign Campaign(ref Utf8JsonReader reader)
    {
        var campaign = new InputCampaign();
        if (!Enter(ref reader))
            return campaign;

        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("source"u8))
                campaign.Source = reader.NextLooseText();
            else if (reader.ValueTextEquals("medium"u8))
                campaign.Medium = reader.NextLooseText();
            else if (reader.ValueTextEquals("name"u8))
                campaign.Name = reader.NextLooseText();
            else if (reader.ValueTextEquals("term"u8))
                campaign.Term = reader.NextLooseText();
            else if (reader.ValueTextEquals("content"u8))
                campaign.Content = reader.NextLooseText();
            else
                reader.Read();

            reader.Skip();
        }

        return campaign;
    }

    static void Location(ref Utf8JsonReader reader, InputContext context)
    {
        if (!Enter(ref reader))
            return;

        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("country"u8))
                context.Country = reader.NextLooseText();
            else if (reader.ValueTextEquals("region"u8))
                context.Region = reader.NextLooseText();
            else if (reader.ValueTextEquals("city"u8))
                context.City = reader.NextLooseText();
            else
                reader.Read();

            reader.Skip();
        }
    }

    static string? One(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        string? found = null;
        if (!Enter(ref reader))
            return found;

        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals(name))
                found = reader.NextLooseText();
            else
                reader.Read();

            reader.Skip();
        }

        return found;
    }

    /// <summary>False when the value is no object: what only informs has no wrong kind.</summary>
    static bool Enter(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
}
