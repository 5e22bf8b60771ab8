using Analytics.Collector.Settings;

namespace Collector.Tests.Settings;

public sealed class RenamedSettingsTests
{
    [Fact]
    public void Every_new_name_is_a_setting_and_no_old_one_is()
    {
        var names = SettingsReference
            .All.Select(setting => setting.Name.EndsWith(":N", StringComparison.Ordinal) ? setting.Name[..^2] : setting.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.DoesNotContain(RenamedSettings.NewNames.Values, name => !names.Contains(name));
        Assert.DoesNotContain(RenamedSettings.NewNames.Keys, names.Contains);
    }
}
