using Analytics.BatchJobs.Grafana;

namespace BatchJobs.Tests.Grafana;

public sealed class LineProtocolTests
{
    static readonly DateTimeOffset _at = new(2026, 11, 28, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void Writes_sorted_tags_and_fields_and_nanoseconds() =>
        Assert.Equal(
            "kpi,country=PL,source=web\\ shop events=3,revenue=12.5 1795867200123000000",
            LineProtocol.Write(
                new("kpi", _at, new Dictionary<string, double> { ["revenue"] = 12.5, ["events"] = 3 })
                {
                    Tags = new Dictionary<string, string> { ["source"] = "web shop", ["country"] = "PL" },
                }
            )
        );

    [Theory]
    [InlineData("a,b=c d", "a,b=c d")]
    [InlineData("ends in \\", "ends in /")]
    [InlineData("\\,", "/,")]
    [InlineData("two\nlines\r\0", "two?lines??")]
    [InlineData("", "(none)")]
    [InlineData("zażółć €", "zażółć €")]
    [InlineData("😀", "??")]
    public void A_strict_reader_gets_what_a_tag_holds(string value, string read)
    {
        var line = InfluxLine.Parse(
            LineProtocol.Write(
                new("kpi", _at, new Dictionary<string, double> { ["a = b, c"] = 1e300 })
                {
                    Tags = new Dictionary<string, string> { ["tag, ="] = value },
                }
            )
        );

        Assert.Equal(("tag, =", read), Assert.Single(line.Tags.Select(tag => (tag.Key, tag.Value))));
        Assert.Equal(("a = b, c", 1e300), Assert.Single(line.Fields.Select(field => (field.Key, field.Value))));
        Assert.Equal(_at, line.At);
    }

    [Theory]
    [InlineData("", "f", 1)]
    [InlineData("a b", "f", 1)]
    [InlineData("a/b", "f", 1)]
    [InlineData("a", "", 1)]
    [InlineData("a", "f", double.NaN)]
    [InlineData("a", "f", double.PositiveInfinity)]
    public void Refuses_what_the_protocol_can_not_carry(string name, string field, double value) =>
        Assert.Throws<ArgumentException>(() => LineProtocol.Write(new(name, _at, new Dictionary<string, double> { [field] = value })));

    [Fact]
    public void Refuses_a_line_without_a_field() =>
        Assert.Throws<ArgumentException>(() => LineProtocol.Write(new("kpi", _at, new Dictionary<string, double>())));

    [Theory]
    [InlineData("kpi events=3i 1795867200123000000")]
    [InlineData("kpi events=3 1795867200123")]
    [InlineData("kpi events=3")]
    [InlineData("kpi 1795867200123000000")]
    [InlineData("kpi,source=web shop events=3 1795867200123000000")]
    [InlineData("kpi,source=web\\ events=3 1795867200123000000")]
    [InlineData("")]
    public void The_reader_of_these_tests_is_strict(string line) => Assert.Throws<FormatException>(() => InfluxLine.Parse(line));
}
