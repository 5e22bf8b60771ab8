using Analytics.Collector.Settings;
using Analytics.Hosting;
using Collector.Tests.Running;

namespace Collector.Tests.Settings;

public sealed class HelpTests
{
    [Fact]
    public async Task Help_says_usage_every_setting_and_the_exit_codes_and_starts_nothing()
    {
        var (exitCode, output) = await CollectorProcess.RunAsync("help");
        Assert.Equal(ExitCodes.Done, exitCode);
        Assert.Contains("Usage:", output);
        Assert.All(SettingsReference.All, setting =>
        {
            Assert.Contains(output.Split('\n'), line => line.StartsWith($"  {setting.Name}", StringComparison.Ordinal));
            Assert.Contains(setting.Sentence, output);
        });
        Assert.All((int[])[ExitCodes.Done, ExitCodes.Usage, ExitCodes.Unavailable], code => Assert.Contains($"\n  {code} ", output));
        Assert.DoesNotContain("listening", output);
    }

    [Theory]
    [InlineData(true, "--help")]
    [InlineData(true, "help")]
    [InlineData(true, "--Limits:Events=5", "-h")]
    [InlineData(false)]
    [InlineData(false, "keys", "--help")]
    [InlineData(false, "--Limits:Events=5")]
    public void Is_asked_for_by_its_names(bool asked, params string[] arguments) => Assert.Equal(asked, Help.IsAsked(arguments));
}
