using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Enrichment.Geo;

/// <summary>Look-ups in databases of MaxMind's format, with MaxMind's reader.</summary>
public sealed class GeoDatabaseTests(RunningCollector running) : IDisposable
{
    readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("geo-").FullName, "city.mmdb");

    [Theory]
    [InlineData("203.0.113.5", "DE", "Land Berlin", "Berlin")]
    [InlineData("203.0.113.200", "PL", "14", null)]
    [InlineData("::ffff:203.0.113.200", "PL", "14", null)]
    [InlineData("2001:db8:1::9", "FR", null, null)]
    public void Finds_the_place_of_a_full_address(string address, string country, string? region, string? city)
    {
        WriteTwoCountries();
        Assert.Equal(new Place(country, region, city), Database().Find(IPAddress.Parse(address)));
    }

    [Fact]
    public void An_address_outside_the_database_has_no_place()
    {
        WriteTwoCountries();
        Assert.Null(Database().Find(IPAddress.Parse("198.51.100.1")));
        Assert.Null(new GeoDatabase(new GeoOptions()).Find(IPAddress.Parse("203.0.113.5")));
    }

    [Fact]
    public void A_record_of_another_form_is_no_place()
    {
        new MmdbWriter().Add("203.0.113.0/24", new Dictionary<string, object> { ["country"] = "DE" }).Save(_path);
        Assert.Null(Database().Find(IPAddress.Parse("203.0.113.5")));
    }

    [Fact]
    public async Task Takes_a_new_file_and_keeps_the_last_good_one()
    {
        WriteTwoCountries();
        var (database, clock) = (Database(), new FakeTimeProvider());
        using var reload = new GeoReload(new GeoOptions { Database = _path }, database, clock, NullLogger<GeoReload>.Instance);
        await reload.StartAsync(TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(_path, "no database", TestContext.Current.CancellationToken);
        await TickUntilAsync(clock, "the bad file is seen", () => database.IsCurrent);
        Assert.Equal("DE", Country(database));

        new MmdbWriter().Add("203.0.113.0/24", Record("ES")).Save(_path);
        await TickUntilAsync(clock, "the new file is used", () => Country(database) == "ES");
        await reload.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_file_that_is_named_must_be_readable_at_the_start()
    {
        Assert.Contains("Geo:Database", Assert.Single(new GeoOptions { Database = _path }.Validate()));
        File.WriteAllText(_path, "no database");
        Assert.Contains("Geo:Database", Assert.Single(new GeoOptions { Database = _path }.Validate()));
        Assert.Empty(new GeoOptions().Validate());
    }

    [Fact]
    public async Task A_running_collector_looks_up_the_whole_address_and_stores_the_cut_one()
    {
        WriteTwoCountries();
        await using var collector = await running.StartAnotherAsync(
            $"Geo:Database={_path}",
            "Geo:ReloadInterval=00:00:00.100",
            "Proxy:KnownNetworks:0=127.0.0.1"
        );
        Assert.Equal(("PL", "203.0.113.0"), await PlaceAsync(collector));

        new MmdbWriter().Add("203.0.113.0/24", Record("ES")).Save(_path);
        await Poll.UntilAsync("the new file is used", async () => await PlaceAsync(collector) == ("ES", "203.0.113.0"));
        Assert.DoesNotContain("203.0.113.200", collector.Output);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    async Task<(string?, string?)> PlaceAsync(CollectorProcess collector)
    {
        var id = Guid.NewGuid().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent($$"""{"messageId":"{{id}}","type":"page","userId":"u"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningCollector.BrowserKey);
        request.Headers.Add("X-Forwarded-For", "203.0.113.200");
        using var response = await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var arrived = await running.Kafka.FindAsync(id);
        return (arrived["country"], arrived["ip"]);
    }

    static Task TickUntilAsync(FakeTimeProvider clock, string what, Func<bool> there) => Poll.UntilAsync(what, () =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return there();
        });

    static string? Country(GeoDatabase database) => database.Find(IPAddress.Parse("203.0.113.5"))?.Country;

    GeoDatabase Database() => new(new GeoOptions { Database = _path });

    /// <summary>Writes two countries whose border is inside the stored part of an address.</summary>
    void WriteTwoCountries() =>
        new MmdbWriter()
            .Add("203.0.113.0/25", Record("DE", Named("Land Berlin", "BE"), Named("Berlin")))
            .Add("203.0.113.128/25", Record("pl", new() { ["iso_code"] = "14" }))
            .Add("2001:db8:1::/48", Record("FR"))
            .Save(_path);

    static Dictionary<string, object> Record(
        string country,
        Dictionary<string, object>? region = null,
        Dictionary<string, object>? city = null
    )
    {
        var record = new Dictionary<string, object>
        {
            ["country"] = new Dictionary<string, object> { ["iso_code"] = country },
            ["traits"] = new Dictionary<string, object> { ["x"] = "y" },
        };
        if (region is not null)
            record["subdivisions"] = new object[] { region };
        if (city is not null)
            record["city"] = city;

        return record;
    }

    static Dictionary<string, object> Named(string name, string? code = null)
    {
        var area = new Dictionary<string, object>
        {
            ["names"] = new Dictionary<string, object> { ["de"] = "nicht gelesen", ["en"] = name },
        };
        if (code is not null)
            area["iso_code"] = code;

        return area;
    }
}
