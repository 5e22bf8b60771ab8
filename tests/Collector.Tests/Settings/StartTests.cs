using Collector.Tests.Running;

namespace Collector.Tests.Settings;

public sealed class StartTests
{
    [Fact]
    public async Task A_start_with_mistakes_names_them_all_at_once()
    {
        var (exitCode, output) = await CollectorProcess.RunAsync(
            "Limits:Depth=1", "Limits:Events=abc", "Limits:Event=1", "Limits:Evnet=5", "Kafka:MessageTimeout=00:10:00", "Gateway:Proxies:0=here",
            "Keys:0:Key=a:b", "Keys:1:Source=x", "Keys:2:Kind=Robot",
            "KeyStore:Database=Host=x;Sport=canary", "KeyStore:Refresh=00:00:05", "RateLimits:Burst=5", "RateLimits:EventsPerSecnd=5");

        Assert.Equal(64, exitCode);
        Assert.All(
            (string[])["Limits:Depth", "Limits:Events", "Limits:Event:", "Limits:Evnet", "Kafka:MessageTimeout", "Kafka:BootstrapServers", "Gateway:Proxies", "Keys",
                "KeyStore:Database", "KeyStore:Refresh", "RateLimits:Burst needs", "RateLimits:EventsPerSecnd"],
            setting => Assert.Contains(output.Split('\n'), line => line.StartsWith(setting, StringComparison.Ordinal)));
        Assert.DoesNotContain("canary", output);
        Assert.DoesNotContain(output.Split('\n'), line => line.Contains("   at "));
    }
}
