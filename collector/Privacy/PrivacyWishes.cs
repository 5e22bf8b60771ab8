namespace Analytics.Collector.Privacy;

/// <summary>The privacy wishes of a person, from any source.</summary>
[Flags]
enum PrivacyWishes
{
    None = 0,

    /// <summary>The wish sent by Global Privacy Control.</summary>
    Gpc = 1,

    /// <summary>The wish sent by Do Not Track.</summary>
    Dnt = 2,
}

static class RequestWishes
{
    /// <summary>Reads the headers <c>Sec-GPC</c> and <c>DNT</c>.</summary>
    public static PrivacyWishes Of(IHeaderDictionary headers) =>
        (headers["Sec-GPC"].ToString().Trim() == "1" ? PrivacyWishes.Gpc : PrivacyWishes.None)
        | (headers["DNT"].ToString().Trim() == "1" ? PrivacyWishes.Dnt : PrivacyWishes.None);
}
