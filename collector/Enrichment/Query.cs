namespace Analytics.Collector.Enrichment;

/// <summary>Reads one parameter of an address's query.</summary>
static class Query
{
    public static string? Value(ReadOnlySpan<char> query, string name)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair[..equals].Equals(name, StringComparison.OrdinalIgnoreCase))
                return Decode(pair[(equals + 1)..]);
        }

        return null;
    }

    static string? Decode(ReadOnlySpan<char> encoded)
    {
        var text = encoded.ToString();
        if (encoded.ContainsAny('+', '%', '\0'))
            text = Uri.UnescapeDataString(text.Replace('+', ' ')).Replace("\0", "");

        return text.Trim() is { Length: > 0 } value ? value : null;
    }
}
