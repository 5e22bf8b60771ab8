using Analytics.Collector.Settings;

namespace Analytics.Collector.Keys;

static class KeysWarnings
{
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

        if (key.Key is { Length: > 0 })
        {
            yield return new(
                $"{at}:Key",
                "the key is in clear text in the settings, and in ps when it is on the command line",
                "give its SHA-256 in Sha256 instead"
            );
        }

        if (key.AllowWeak)
            yield return new($"{at}:AllowWeak", "the key may be one that can be guessed", "take 32 random bytes, and remove this setting");
    }
}
