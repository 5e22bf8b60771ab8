namespace Analytics.Transforms;

/// <summary>Spark SQL conditions on how a visitor arrived. The arguments are expressions of type STRING.</summary>
sealed class ArrivalSql(string utmSource, string utmMedium, string referrerDomain, string pageUrl)
{
    public const string Never = "false";

    readonly string _source = Folded(utmSource);
    readonly string _medium = Folded(utmMedium);
    readonly string _domain = Folded(referrerDomain);
    readonly string _url = $"coalesce({pageUrl}, '')";

    /// <summary>True for a medium of the list, whose elements may end with an asterisk.</summary>
    public string Medium(IReadOnlyList<string>? mediums) => Matches(_medium, mediums?.Select(Wildcard));

    public string Source(IReadOnlyList<string>? sources, IReadOnlyList<string>? domains) =>
        Matches(_source, [.. (sources ?? []).Select(Wildcard), .. (domains ?? []).Select(Domain)]);

    public string Referrer(IReadOnlyList<string>? domains) => Matches(_domain, domains?.Select(Domain));

    /// <summary>True where the address's query has one of the parameters, with a value.</summary>
    public string Click(IEnumerable<string> parameters) =>
        string.Join('|', parameters) is { Length: > 0 } any ? $"{_url} RLIKE '(?i)^[^#?]*[?]([^#]*&)?({any})=[^&#]'" : Never;

    /// <summary>True without source, medium, referrer and click id.</summary>
    public string HasNone(IReadOnlyList<string> none, IReadOnlyList<ChannelRule> channels)
    {
        var nothing = $"('', {string.Join(", ", none.Select(text => $"'{text}'"))})";
        var clicked = Click(channels.SelectMany(channel => (channel.ClickIds ?? []).Concat(channel.PaidClickIds ?? [])));
        return $"{_source} IN {nothing} AND {_medium} IN {nothing} AND {_domain} = '' AND NOT {clicked}";
    }

    static string Folded(string text) => $"lower(trim(coalesce({text}, '')))";

    static string Matches(string text, IEnumerable<string>? patterns) =>
        string.Join('|', patterns ?? []) is { Length: > 0 } any ? $"{text} RLIKE '^({any})$'" : Never;

    // In brackets no character needs an escape, which SQL's text literals would need twice.
    static string Wildcard(string text) => Literal(text).Replace("*", ".*", StringComparison.Ordinal);

    static string Domain(string domain) =>
        domain.EndsWith(".*", StringComparison.Ordinal)
            ? $"((www|m)[.])?{Literal(domain[..^2])}[.][a-z]{{2,6}}([.][a-z]{{2}})?"
            : $"(.+[.])?{Literal(domain)}";

    static string Literal(string text) =>
        text.Replace(".", "[.]", StringComparison.Ordinal)
            .Replace("(", "[(]", StringComparison.Ordinal)
            .Replace(")", "[)]", StringComparison.Ordinal);
}
