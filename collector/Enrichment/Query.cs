namespace Analytics.Collector.Enrichment;

/// <summary>Reads one parameter of an address's query.</summary>
static class Query
{
    const string Campaign = "utm_";

    /// <summary>True when a parameter is one of a campaign.</summary>
    public static bool HasCampaign(ReadOnlySpan<char> query)
    {
        // One search rejects most queries; a percent sign may hide an encoded name.
        if (!query.Contains(Campaign, StringComparison.OrdinalIgnoreCase) && !query.Contains('%'))
            return false;

        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            if (Name(equals < 0 ? pair : pair[..equals]).StartsWith(Campaign, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    public static string? Value(ReadOnlySpan<char> query, string name)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            if (equals > 0 && Name(pair[..equals]).Equals(name, StringComparison.OrdinalIgnoreCase))
                return Decode(pair[(equals + 1)..]);
        }

        return null;
    }

    static ReadOnlySpan<char> Name(ReadOnlySpan<char> encoded) => encoded.Contains('%') ? Uri.UnescapeDataString(encoded) : encoded;

    static string? Decode(ReadOnlySpan<char> encoded)
    {
        var text = encoded.ToString();
        if (encoded.ContainsAny('+', '%', '\0'))
            text = Uri.UnescapeDataString(text.Replace('+', ' ')).Replace("\0", "");

        return text.Trim() is { Length: > 0 } value ? value : null;
    }
}
