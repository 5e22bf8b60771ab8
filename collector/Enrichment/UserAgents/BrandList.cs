using System.Text;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>Reads the quoted texts of a structured header (RFC 8941): <c>"Chromium";v="126", "Google Chrome";v="126"</c>.</summary>
static class BrandList
{
    /// <summary>The most brands that are read; no browser sends more.</summary>
    const int MostBrands = 16;

    /// <summary>Returns the names of the list's members, without their parameters.</summary>
    public static List<string> Of(string header)
    {
        var brands = new List<string>();
        var at = 0;
        while (at < header.Length && brands.Count < MostBrands)
        {
            if (header[at] == '"')
                brands.Add(Quoted(header, ref at));

            // Skips to the next member; a parameter's text may contain commas.
            while (at < header.Length && header[at] != ',')
            {
                if (header[at] == '"')
                    Quoted(header, ref at);
                else
                    at++;
            }

            while (at < header.Length && header[at] is ',' or ' ')
                at++;
        }

        return brands;
    }

    /// <summary>Returns the first text of a header: <c>"Android"</c>; null when it is empty or absent.</summary>
    public static string? First(string header) => Of(header) is [{ Length: > 0 and <= 64 } text, ..] ? text : null;

    static string Quoted(string header, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            if (header[at] == '\\' && at + 1 < header.Length)
                at++;
            text.Append(header[at]);
        }

        at = Math.Min(at + 1, header.Length);
        return text.ToString();
    }
}
