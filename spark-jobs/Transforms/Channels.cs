namespace Analytics.Transforms;

/// <summary>
/// Names the acquisition channel of an arrival, by the table <c>channels.json</c>: paid by medium or click id, then AI assistant, search,
/// social, video, shopping, mail, display, affiliate, referral, direct.
/// </summary>
/// <remarks>
/// What the link says goes before what the browser says: the medium, then the source, the referrer, the click id. A click id that is added
/// to unpaid links as well (Facebook's fbclid) names the channel, but does not make it paid.
/// </remarks>
public static class Channels
{
    static readonly ChannelRules _rules = ChannelRules.Embedded;

    /// <summary>The channel of an arrival without any sign of its origin.</summary>
    public static string Direct => _rules.Direct;

    /// <summary>Returns a Spark SQL expression for the channel's name, never null. The arguments are expressions of type STRING.</summary>
    public static string Sql(string utmSource, string utmMedium, string referrerDomain, string pageUrl)
    {
        var arrival = new ArrivalSql(utmSource, utmMedium, referrerDomain, pageUrl);
        var paid =
            $"{arrival.Medium(_rules.PaidMediums)} OR {arrival.Click(_rules.Channels.SelectMany(channel => channel.PaidClickIds ?? []))}";
        return $"""
            CASE WHEN {arrival.HasNone(_rules.None, _rules.Channels)} THEN '{_rules.Direct}'
                 WHEN {paid} THEN CASE {Cases(arrival, channel => channel.Paid ?? channel.Channel)} ELSE '{_rules.OtherPaid}' END
                 {Cases(arrival, channel => channel.Channel)}
                 ELSE '{_rules.Referral}'
            END
            """;
    }

    static string Cases(ArrivalSql arrival, Func<ChannelRule, string> name)
    {
        Func<ChannelRule, string>[] signs =
        [
            channel => arrival.Medium(channel.Mediums),
            channel => arrival.Source(channel.Sources, channel.Domains),
            channel => arrival.Referrer(channel.Domains),
            channel => arrival.Click([.. channel.ClickIds ?? [], .. channel.PaidClickIds ?? []]),
        ];
        return string.Join(
            "\n",
            signs
                .SelectMany(sign => _rules.Channels.Select(channel => (When: sign(channel), Then: name(channel))))
                .Where(rule => rule.When != ArrivalSql.Never)
                .Select(rule => $"WHEN {rule.When} THEN '{rule.Then}'")
        );
    }
}
