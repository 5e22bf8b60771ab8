namespace Analytics.Collector.Privacy;

/// <summary>What a person asked for, in whichever way.</summary>
[Flags]
enum PrivacyWishes
{
    None = 0,

    /// <summary>Global Privacy Control.</summary>
    Gpc = 1,

    /// <summary>Do Not Track.</summary>
    Dnt = 2,
}

static class RequestWishes
{
    /// <summary>What the headers <c>Sec-GPC</c> and <c>DNT</c> say.</summary>
    public static PrivacyWishes Of(IHeaderDictionary headers) =>
        (headers["Sec-GPC"].ToString().Trim() == "1" ? PrivacyWishes.Gpc : PrivacyWishes.None)
        | (headers["DNT"].ToString().Trim() == "1" ? PrivacyWishes.Dnt : PrivacyWishes.None);
}
