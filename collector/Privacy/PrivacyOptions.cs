namespace Analytics.Collector.Privacy;

/// <summary>The settings for reading privacy wishes; each key's policy decides their effect. Section <c>Privacy</c>.</summary>
sealed class PrivacyOptions
{
    public const string Section = "Privacy";

    /// <summary>
    /// The names of the consent categories that mean analytics; by default Segment's, Google's, OneTrust's and Cookiebot's.
    /// </summary>
    public string[] AnalyticsConsent { get; set; } =
    ["analytics", "analytics_storage", "performance", "statistics", "measurement", "C0002"];

    /// <summary>
    /// The parameters of addresses whose values are stored as <c>*</c>, in capitals or not; one blank name for none. By default those that
    /// hold a password, a token, a code of a sign-in, a session, an e-mail address or a telephone number.
    /// </summary>
    public string[] SecretParameters { get; set; } =
    [
        "password",
        "passwd",
        "pwd",
        "token",
        "access_token",
        "id_token",
        "refresh_token",
        "auth",
        "authorization",
        "api_key",
        "apikey",
        "secret",
        "client_secret",
        "code",
        "session",
        "sessionid",
        "session_id",
        "sid",
        "jwt",
        "signature",
        "email",
        "phone",
    ];

    public IEnumerable<string> Validate()
    {
        if (AnalyticsConsent.Length == 0 || AnalyticsConsent.Any(string.IsNullOrWhiteSpace))
            yield return "Privacy:AnalyticsConsent must name at least one category, and none may be blank.";
    }
}
