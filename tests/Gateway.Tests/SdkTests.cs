using Analytics.Local.Components;
using Analytics.Testing.Kafka;
using Analytics.Testing.Sdks;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>The published SDKs send through the gateway's TLS, methods, limits and preflights as they do to a collector.</summary>
public sealed class SdkTests(RunningGateway running)
{
    [Theory]
    [InlineData("segment-node.js", 6)]
    [InlineData("rudderstack-node.js", 6)]
    [InlineData("posthog-node.js", 6)]
    [InlineData("jitsu-node.js", 8)]
    [InlineData("segment-browser.js", 5)]
    [InlineData("rudderstack-browser.js", 5)]
    [InlineData("posthog-browser.js", 5)]
    public async Task Events_of_an_SDK_arrive_through_the_gateway(string script, int events)
    {
        var user = Guid.NewGuid().ToString();
        var certificate = Path.Combine(running.Folder, $"{user}.pem");
        await File.WriteAllTextAsync(
            certificate,
            running.Gateway.Certificate.ExportCertificatePem(),
            TestContext.Current.CancellationToken
        );
        var before = AccessLog.Lines(running.Gateway).Length;

        await Sdk.RunAsync(
            script,
            new Uri(running.Gateway.SecureUrl),
            CollectorOptions.Key,
            user,
            TestContext.Current.CancellationToken,
            () => ArriveAsync(script, events, user),
            certificate
        );
        await ArriveAsync(script, events, user);

        Assert.True(AccessLog.Lines(running.Gateway).Length > before, "the requests took another way");
    }

    Task<List<Arrived>> ArriveAsync(string script, int events, string user) =>
        running.Kafka.FindAsync($"{script}'s events", events, arrived =>
            arrived["user_id"] == user || (string?)arrived.Json["properties"]?["mark"] == user
        );
}
