using BitFaster.Caching.Lru;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>Classifies a user agent by uap-core's rules and crawler-user-agents' list; recent ones cost one look-up.</summary>
sealed class UserAgentData
{
    /// <summary>The longest user agent, in characters; a longer one is cut first.</summary>
    const int Longest = 512;

    const int Remembered = 16 * 1024;

    readonly Func<string, UserAgentFacts> _look;

    static readonly string[] _files = ["regexes.yaml", "crawler-user-agents.json"];

    readonly ConcurrentLru<string, UserAgentFacts> _known = new(Remembered);

    // Loaded in parallel with the rest of the start; the first request waits for it if necessary.
    readonly Task<(RulesFile Rules, Crawlers Crawlers)> _data = Task.Run(() =>
        (RulesFile.Read(Path.Combine(Folder, _files[0])), Crawlers.Read(Path.Combine(Folder, _files[1])))
    );

    public UserAgentData() => _look = Look;

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "user-agents");

    public static IEnumerable<string> Validate() =>
        _files
            .Where(file => !File.Exists(Path.Combine(Folder, file)))
            .Select(file => $"user-agents/{file} is missing beside the collector's program.");

    public UserAgentFacts Of(string userAgent) => _known.GetOrAdd(Cut(userAgent), _look);

    /// <summary>True when the user agent is a recent one.</summary>
    public bool IsKnown(string userAgent) => _known.TryGet(Cut(userAgent), out _);

    static string Cut(string userAgent) => userAgent.Length <= Longest ? userAgent : userAgent[..Longest];

    UserAgentFacts Look(string userAgent)
    {
        var (rules, crawlers) = _data.GetAwaiter().GetResult();
        var lowerCase = userAgent.ToLowerInvariant();
        if (SdkAgent.Of(lowerCase) is { } sdk)
            return sdk;

        var os = OsName.Of(rules.OperatingSystems.Find(userAgent, lowerCase));
        return new UserAgentFacts(
            rules.Browsers.Find(userAgent, lowerCase),
            os,
            crawlers.Contains(userAgent, lowerCase) ? Device.Bot : Device.OfUserAgent(userAgent)
        );
    }
}
