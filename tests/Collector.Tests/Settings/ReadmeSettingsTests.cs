using Analytics.Collector.Duplicates;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.Privacy;
using Analytics.Collector.Health;
using Analytics.Collector.Kafka;
using Analytics.Collector.Keys;
using Analytics.Collector.Settings;
using Analytics.Collector.Spool;

namespace Collector.Tests.Settings;

/// <summary>The README's table and the options are one.</summary>
public sealed class ReadmeSettingsTests
{
    public static TheoryData<string, string> Settings =>
    [
        .. Of<KafkaOptions>(KafkaOptions.Section), .. Of<LimitsOptions>(LimitsOptions.Section), .. Of<TimesOptions>(TimesOptions.Section),
        .. Of<GatewayOptions>(GatewayOptions.Section), .. Of<GeoOptions>(GeoOptions.Section), .. Of<PrivacyOptions>(PrivacyOptions.Section), .. Of<DrainOptions>(DrainOptions.Section),
        .. Of<SpoolOptions>(SpoolOptions.Section), .. Of<DuplicatesOptions>(DuplicatesOptions.Section), .. Of<KeyOptions>("Keys:N"), .. Of<KeyStoreOptions>(KeyStoreOptions.Section),
        .. Of<RateLimitsOptions>(RateLimitsOptions.Section),
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_in_the_readme_with_its_default(string name, string value)
    {
        var row = File.ReadLines("README.md").SingleOrDefault(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));
        Assert.NotNull(row);
        Assert.Equal(value, row.Split('|')[2].Trim().Trim('`'));
    }

    static IEnumerable<(string, string)> Of<T>(string section) where T : new()
    {
        var options = new T();
        return typeof(T).GetProperties().Where(member => member.CanWrite).Select(member => ($"{section}:{member.Name}", member.GetValue(options) switch
        {
            string or int or double or Enum or TimeSpan => member.GetValue(options)!.ToString()!,
            _ => "",
        }));
    }
}
