namespace Analytics.Collector.Reading;

/// <summary>Splits a member's name into lower-case words: clientIP, client_ip and $client-ip are client and ip.</summary>
static class IdentifierWords
{
    public static List<string> Of(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var at = 0; at <= name.Length; at++)
        {
            var isEnd = at == name.Length || !char.IsLetterOrDigit(name[at]);
            if (!isEnd && !Begins(name, start, at))
                continue;

            if (at > start)
                words.Add(name[start..at].ToLowerInvariant());

            start = isEnd ? at + 1 : at;
        }

        return words;
    }

    /// <summary>True at B in aB, and at B in ABc, so that IPAddress is IP and Address.</summary>
    static bool Begins(string name, int start, int at) =>
        at > start
        && char.IsUpper(name[at])
        && (char.IsLower(name[at - 1]) || (char.IsUpper(name[at - 1]) && at + 1 < name.Length && char.IsLower(name[at + 1])));
}
