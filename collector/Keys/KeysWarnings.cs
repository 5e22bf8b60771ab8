using Analytics.Collector.Settings;

namespace Analytics.Collector.Keys;

static class KeysWarnings
{
    /// <summary>The length below which a key can be guessed or looked up, in characters.</summary>
    const int ShortestKey = 16;

    public static IEnumerable<ConfigurationWarning> Of(KeysOptions keys) => keys.Keys.SelectMany((key, at) => Of(key, $"Keys:{at}"));

    static IEnumerable<ConfigurationWarning> Of(KeyOptions key, string at)
    {
        if (key.Kind == KeyKind.Browser && key.Origins.Length == 0)
        {
            yield return new(
                $"{at}:Origins",
                $"a page of any site can send events of {key.Source} with this key",
                "name the origins of your pages"
            );
        }

        if (key.Key is not { Length: > 0 } clear)
            yield break;

        yield return new(
            $"{at}:Key",
            "the key is in clear text in the settings, and in ps when it is on the command line",
            "give its SHA-256 in Sha256 instead"
        );
        if (clear.Length < ShortestKey)
            yield return new($"{at}:Key", $"a key of {clear.Length} characters can be guessed", "take 32 random bytes");
    }
}
