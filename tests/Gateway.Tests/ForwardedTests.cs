using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>The gateway sets the client's address; the client's headers about it are ignored.</summary>
public sealed partial class ForwardedTests(RunningGateway running) : IDisposable
{
    static readonly (string, string)[] _lies =
    [
        ("X-Forwarded-For", "6.6.6.6"),
        ("X-Country", "NO"),
        ("Forwarded", "for=6.6.6.6"),
        ("X-Real-IP", "6.6.6.6"),
        ("X-Forwarded-Host", "evil.example"),
    ];

    // The user of nginx can read this folder, wherever the checkout is.
    readonly string _countries = Path.Combine(Path.GetTempPath(), $"countries-{Guid.NewGuid():N}.conf");

    public void Dispose() => File.Delete(_countries);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Forwarded_headers_of_a_client_are_replaced_by_its_address(int http) =>
        Assert.Equal(("127.45.67.0", null), await ArrivesAsAsync(running.Gateway, "127.45.67.89", http, _lies));

    [Fact]
    public async Task Forwarded_addresses_count_up_to_the_first_untrusted_one_and_only_networks_are_logged()
    {
        await using var gateway = await running.StartAnotherAsync("gateway-behind", ("TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8"));
        Assert.Equal(
            ("203.0.113.0", null),
            await ArrivesAsAsync(gateway, "127.0.0.1", 2, ("X-Forwarded-For", "6.6.6.6, 203.0.113.77, 10.1.2.3"))
        );
        Assert.Equal(("2001:db8:1::", null), await ArrivesAsAsync(gateway, "127.0.0.1", 2, ("X-Forwarded-For", "2001:db8:1:2:3:4:5:6")));
        Assert.Equal(("127.0.0.0", null), await ArrivesAsAsync(gateway, "127.0.0.1", 2, ("X-Forwarded-For", "nonsense")));
        await OnlyItsNetworkIsLoggedAsync(gateway);
    }

    static async Task OnlyItsNetworkIsLoggedAsync(LocalGateway gateway)
    {
        var networks = new Dictionary<string, string>
        {
            ["203.0.113.77"] = "203.0.113.0",
            ["2001:db8:1:2:3:4:5:6"] = "2001:db8:1::",
            ["2001:db8:1::6"] = "2001:db8:1::",
            ["2001:db8::6"] = "2001:db8::",
            ["2001::6"] = "2001::",
            ["::6"] = "::",
            ["::ffff:203.0.113.77"] = "203.0.113.0",
        };
        using var http = Client.Of(gateway);
        foreach (var (address, network) in networks)
        {
            var id = Client.NewId();
            using var answer = await http.SendAsync(
                Client.Post("/nothing", "", ("X-Forwarded-For", address), ("X-Request-Id", id)),
                TestContext.Current.CancellationToken
            );
            Assert.Equal((address, network), (address, (await AccessLog.FindAsync(gateway, id))["client"]!.ToString()));
        }
    }

    [Fact]
    public async Task The_country_comes_from_the_operators_file_as_the_readme_makes_it()
    {
        await MakeCountriesAsync();
        await using var gateway = await running.StartAnotherAsync("gateway-countries", ("COUNTRIES", _countries));
        Assert.Equal(("127.45.67.0", "SE"), await ArrivesAsAsync(gateway, "127.45.67.89", 2, _lies));
        Assert.Equal(("127.46.67.0", null), await ArrivesAsAsync(gateway, "127.46.67.89", 2, _lies));
    }

    async Task MakeCountriesAsync()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "GeoLite2-Country-Locations-en.csv"),
            "geoname_id,locale_code,continent_code,continent_name,country_iso_code,country_name,is_in_european_union\n2661886,"
                + "en,EU,Europe,SE,Sweden,1\n6255148,en,EU,Europe,,,0\n"
        );
        const string head =
            "network,geoname_id,registered_country_geoname_id,represented_country_geoname_id,is_anonymous_proxy,is_satellite_provider\n";
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "GeoLite2-Country-Blocks-IPv4.csv"),
            $"{head}127.45.0.0/16,2661886,2661886,,0,0\n127.46.0.0/16,6255148,,,0,0\n"
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "GeoLite2-Country-Blocks-IPv6.csv"),
            $"{head}2001:db8::/32,2661886,2661886,,0,0\n"
        );
        var recipe = Recipe().Match(await File.ReadAllTextAsync(Path.Combine(GatewayScript.Folder, "README.md"))).Groups["recipe"].Value;
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder.FullName, ArgumentList = { "-c", recipe } };
        using (var bash = Process.Start(start)!)
        {
            await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, bash.ExitCode);
        }

        Assert.Equal(
            "127.45.0.0/16 SE;\n2001:db8::/32 SE;\n",
            await File.ReadAllTextAsync(Path.Combine(folder.FullName, "countries.conf"))
        );
        File.Copy(Path.Combine(folder.FullName, "countries.conf"), _countries);
        folder.Delete(recursive: true);
    }

    async Task<(string? Ip, string? Country)> ArrivesAsAsync(
        LocalGateway gateway,
        string from,
        int version,
        params (string Name, string Value)[] headers
    )
    {
        using var http = Client.Of(gateway, from, version);
        var id = Client.NewId();
        using var answer = await http.SendAsync(
            Client.Post("/v1/events", Client.Event(id), headers),
            TestContext.Current.CancellationToken
        );
        Assert.True(answer.IsSuccessStatusCode);
        var arrived = await running.Kafka.FindAsync(id);
        return (arrived["ip"], arrived["country"]);
    }

    [GeneratedRegex("```bash\n(?<recipe>awk .*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Recipe();
}
