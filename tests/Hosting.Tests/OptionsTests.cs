using System.CommandLine;
using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class OptionsTests
{
    static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("0")]
    [InlineData("10")]
    [InlineData("2.5")]
    [InlineData("many")]
    [InlineData("")]
    public async Task What_is_no_number_of_its_range_is_a_usage_error(string value)
    {
        var workers = Options.Number("--workers", 2, 1, 9, "How many.");
        var (code, printed) = await CommandLine.RunAsync(new RootCommand { workers }, "--workers", value);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains($"--workers takes 1 to 9, not '{value}'.", printed);
        Assert.Contains("How many. 1 to 9.", printed);
    }

    [Theory]
    [InlineData("--workers")]
    [InlineData("--warm")]
    public async Task An_option_without_its_value_is_a_usage_error(string name)
    {
        var command = new RootCommand
        {
            Options.Number("--workers", 2, 1, 9, "How many."),
            Options.Time("--warm", _second, _second, _hour, "How long."),
        };

        Assert.Equal(ExitCodes.Usage, (await CommandLine.RunAsync(command, name)).Code);
    }

    [Fact]
    public void A_number_may_have_decimals()
    {
        var rate = Options.Number("--rate", 2.5, 0.5, 9, "Events a second.");

        Assert.Equal(
            0.75,
            new RootCommand { rate }
                .Parse(["--rate", "0.75"])
                .GetValue(rate)
        );
    }

    [Fact]
    public void A_number_is_its_default_or_nothing_where_it_is_not_given()
    {
        var workers = Options.Number("--workers", 2, 1, 9, "How many.");
        var burst = Options.Number<int>("--burst", 1, 9, "How many at once.");
        var parsed = new RootCommand { workers, burst }.Parse([]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(2, parsed.GetValue(workers));
        Assert.Null(parsed.GetValue(burst));
    }

    [Theory]
    [InlineData("2m", null)]
    [InlineData("2h", "--for takes a time of 1s to 1h, a number with ms, s, m, h or d, not '2h'.")]
    [InlineData("0s", "--for takes a time of 1s to 1h, a number with ms, s, m, h or d, not '0s'.")]
    [InlineData("soon", "--for takes a time of 1s to 1h, a number with ms, s, m, h or d, not 'soon'.")]
    public void A_time_is_read_and_checked(string text, string? error)
    {
        var time = Options.Time("--for", _second, _hour, "How long.");
        var parsed = new RootCommand { time }.Parse(["--for", text]);

        Assert.Equal(error, parsed.Errors.SingleOrDefault()?.Message);
        if (error is null)
            Assert.Equal(TimeSpan.FromMinutes(2), parsed.GetValue(time));
    }

    [Fact]
    public async Task An_old_name_is_a_usage_error_that_says_the_new_one()
    {
        var command = new RootCommand { Options.Time("--for", _second, _hour, "How long."), Options.Renamed("--seconds", "--for 30s") };

        var (code, printed) = await CommandLine.RunAsync(command, "--seconds", "30");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--seconds has another name now: --for 30s.", printed);
        Assert.DoesNotContain("--seconds", (await CommandLine.RunAsync(command, "--help")).Printed);
        Assert.Empty(command.Parse(["--for", "30s"]).Errors);
    }

    [Fact]
    public void A_time_is_its_default_or_nothing_where_it_is_not_given()
    {
        var warm = Options.Time("--warm", _second, _second, _hour, "How long.");
        var limit = Options.Time("--for", _second, _hour, "How long.");
        var parsed = new RootCommand { warm, limit }.Parse([]);

        Assert.Equal(_second, warm.Get(parsed));
        Assert.Null(parsed.GetValue(limit));
    }

    [Fact]
    public async Task Help_shows_the_default_of_a_time_as_it_is_written()
    {
        var command = new RootCommand { Options.Time("--trigger", TimeSpan.FromMilliseconds(100), TimeSpan.Zero, _hour, "How often.") };

        var (_, printed) = await CommandLine.RunAsync(command, "--help");
        Assert.Contains("[default: 100ms]", printed);
        Assert.DoesNotContain("00:00", printed);
    }
}
