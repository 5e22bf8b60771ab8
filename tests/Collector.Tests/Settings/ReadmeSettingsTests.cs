using Analytics.Collector.Settings;
using Analytics.Local.Processes;

namespace Collector.Tests.Settings;

/// <summary>The README's table equals the options.</summary>
public sealed class ReadmeSettingsTests
{
    [Fact]
    public void The_readme_has_the_table_of_settings() =>
        Assert.True(
            File.ReadAllText(Path.Combine(Repository.Root, "collector", "Settings", "README.md"))
                .Contains(Help.Markdown(), StringComparison.Ordinal),
            $"collector/Settings/README.md must hold this table, as `dotnet run --project collector -- --help markdown` prints "
                + $"it:\n{Help.Markdown()}"
        );

    [Fact]
    public void Every_setting_has_a_sentence() => Assert.DoesNotContain(SettingsReference.All, setting => !setting.Sentence.EndsWith('.'));

    [Fact]
    public void Every_number_and_every_time_has_a_range() =>
        Assert.DoesNotContain(SettingsReference.All, setting =>
            setting.Range.Length == 0 && setting.Default.Length > 0 && char.IsAsciiDigit(setting.Default[0])
        );

    [Fact]
    public void Every_section_is_there()
    {
        var sections = SettingsReference.All.Select(setting => setting.Name.Split(':')[0]).ToHashSet();
        Assert.Superset(new HashSet<string> { "Kafka", "Limits", "Times", "Proxy", "Drain", "Logs", "Keys" }, sections);
    }
}
