using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Analytics.Hosting;
using Analytics.Hosting.Processes;
using Analytics.Local.Processes;
using Analytics.Testing.Processes;
using Analytics.Testing.Waiting;

namespace Local.Tests.Services;

/// <summary>The systemd units below deploy start what they name, with settings that the programs know.</summary>
public sealed partial class ServiceUnitTests : IDisposable
{
    readonly TestFolder _folder = new();

    public static TheoryData<string> Units { get; } = [.. ServiceUnit.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Systemd_accepts_the_unit_and_it_holds_no_secret(string name)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "This machine has no systemd-analyze.");
        var unit = new ServiceUnit(name);
        var copy = Path.Combine(_folder.Path, $"{name}.service");
        await File.WriteAllTextAsync(copy, unit.Text, TestContext.Current.CancellationToken);

        var ran = await Ran.ToEndAsync(new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", copy]));

        Assert.DoesNotContain(name, ran.Text, StringComparison.Ordinal);
        Assert.Equal(0, ran.Code);
        Assert.DoesNotContain("Password=", unit.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_collector_of_the_unit_keeps_what_it_accepts_in_the_units_folder()
    {
        var unit = new ServiceUnit("analytics-collector");
        var state = Path.Combine(_folder.Path, "state");
        var url = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var start = Start(unit);
        foreach (var (name, value) in unit.Variables)
            start.Environment[name] = value.Replace("/var/lib/analytics-collector", state, StringComparison.Ordinal);
        Assert.True(start.Environment.ContainsKey("ASPNETCORE_URLS"));
        start.Environment["ASPNETCORE_URLS"] = url.ToString();
        // What the file of the environment sets; nothing listens at the address of Kafka.
        start.Environment["ANALYTICS_KAFKA"] = $"127.0.0.1:{Ports.Free()}";
        start.Environment["Keys__0__Key"] = "demo";
        start.Environment["Keys__0__Source"] = "web";
        start.Environment["Keys__0__AllowWeak"] = "true";
        using var collector = Process.Start(start)!;
        try
        {
            using var http = new HttpClient { BaseAddress = url };
            await Poll.UntilAsync("the collector accepts an event", async () => await PostAsync(http) == HttpStatusCode.Accepted);

            Assert.NotEmpty(Directory.GetFiles(Path.Combine(state, "spool"), "*.segment"));
            Assert.All(unit.Of("StateDirectory"), name => Assert.Equal("analytics-collector", name));
            Signals.Send(collector.Id, Signal.Terminate);
            await collector.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(ExitCodes.Done, collector.ExitCode);
        }
        finally
        {
            if (!collector.HasExited)
                collector.Kill();
        }
    }

    [Fact]
    public async Task The_streaming_unit_names_what_the_program_reads_and_is_not_restarted_for_a_wrong_setting()
    {
        var unit = new ServiceUnit("analytics-streaming");
        var help = await Ran.ToEndAsync(Start(unit, "--help"));
        var known = Known().Matches(help.Output).Select(match => match.Groups["name"].Value).ToHashSet();
        Assert.Empty(Named().Matches(unit.Text).Select(match => match.Value).Except(known));

        var refused = await Ran.ToEndAsync(Start(unit, "--trigger", "never"));

        Assert.Equal(ExitCodes.Usage, refused.Code);
        Assert.Equal([$"{ExitCodes.Usage} {ExitCodes.DataError}"], unit.Of("RestartPreventExitStatus"));
    }

    // systemd starts a program without the variables of this process, in the machine's root.
    static ProcessStartInfo Start(ServiceUnit unit, params IEnumerable<string> more)
    {
        var command = unit.Command;
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. more]) { WorkingDirectory = "/" };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ANALYTICS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["ANALYTICS_TEST_RUN"] = Environment.GetEnvironmentVariable("ANALYTICS_TEST_RUN");
        return start;
    }

    static async Task<HttpStatusCode?> PostAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/events", UriKind.Relative));
        request.Content = new StringContent("""{"type":"track","event":"signup","userId":"u-1"}""", Encoding.UTF8, "application/json");
        request.Headers.Add("X-Write-Key", "demo");
        try
        {
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\[env: (?<name>\w+)\]")]
    private static partial Regex Known();

    [GeneratedRegex(@"ANALYTICS_\w+")]
    private static partial Regex Named();
}
