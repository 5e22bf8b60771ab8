namespace Analytics.Collector.Enrichment;

/// <summary>One parameter of an address's query.</summary>
static class Query
{
    public static string? Value(string query, string name)
    {
        foreach (var range in query.AsSpan(1).Split('&'))
        {
            var pair = query.AsSpan(1)[range];
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair[..equals].Equals(name, StringComparison.OrdinalIgnoreCase))
                return Decode(pair[(equals + 1)..]);
        }

        return null;
    }

    static string? Decode(ReadOnlySpan<char> encoded)
    {
        var text = Uri.UnescapeDataString(encoded.ToString().Replace('+', ' ')).Replace("\0", "").Trim();
        return text.Length == 0 ? null : text;
    }
}
