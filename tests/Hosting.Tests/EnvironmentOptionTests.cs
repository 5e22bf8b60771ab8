using System.CommandLine;
using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class EnvironmentOptionTests : IDisposable
{
    const string Secret = "Host=h;Password=CANARY-7f1c";

    readonly string _variable = $"HOSTING_TESTS_{Guid.NewGuid():N}";
    string? _found;

    public void Dispose() => Environment.SetEnvironmentVariable(_variable, null);

    [Fact]
    public async Task The_option_goes_before_the_variable_and_the_variable_before_the_fallback()
    {
        var setting = EnvironmentOption.WithFallback("--listen", _variable, "fallback", "Where to listen.");

        await RunAsync(setting);
        Assert.Equal("fallback", _found);

        Environment.SetEnvironmentVariable(_variable, "variable");
        await RunAsync(setting);
        Assert.Equal("variable", _found);

        await RunAsync(setting, "--listen", "option");
        Assert.Equal("option", _found);
    }

    [Fact]
    public async Task A_missing_setting_is_a_usage_error_that_names_both_ways()
    {
        var (code, printed) = await RunAsync(EnvironmentOption.Required("--warehouse", _variable, "The warehouse."));

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains($"--warehouse is missing: give it, or set {_variable}.", printed);
        Assert.Null(_found);
    }

    [Fact]
    public async Task A_missing_setting_hides_no_other_error()
    {
        var (code, printed) = await RunAsync(EnvironmentOption.Required("--warehouse", _variable, "The warehouse."), "--number", "11");

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--warehouse is missing", printed);
        Assert.Contains("--number takes", printed);
    }

    [Fact]
    public async Task An_empty_variable_counts_as_none()
    {
        Environment.SetEnvironmentVariable(_variable, "");
        Assert.Equal(ExitCodes.Usage, (await RunAsync(EnvironmentOption.Required("--warehouse", _variable, "It."))).Code);
        Assert.Equal(ExitCodes.Done, (await RunAsync(EnvironmentOption.Optional("--warehouse", _variable, "It."))).Code);
        Assert.Null(_found);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--warehuose", "x")]
    [InlineData("--warehouse")]
    [InlineData("--number", "x")]
    public async Task Neither_help_nor_a_usage_error_prints_the_variables_value(params string[] args)
    {
        Environment.SetEnvironmentVariable(_variable, Secret);
        var (_, printed) = await RunAsync(EnvironmentOption.Required("--warehouse", _variable, "The warehouse."), args);

        Assert.DoesNotContain("CANARY", printed);
        Assert.Contains($"[env: {_variable}]", printed);
        Assert.Null(_found);
    }

    [Theory]
    [InlineData]
    [InlineData("--warehouse", Secret)]
    public async Task A_bad_value_is_a_usage_error_without_the_value(params string[] args)
    {
        Environment.SetEnvironmentVariable(_variable, Secret);
        var setting = EnvironmentOption.Required("--warehouse", _variable, "The warehouse.", _ => "is no connection string");

        var (code, printed) = await RunAsync(setting, args);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains($"--warehouse or {_variable} is no connection string.", printed);
        Assert.DoesNotContain("CANARY", printed);
    }

    [Fact]
    public async Task Help_needs_no_setting()
    {
        var (code, printed) = await RunAsync(EnvironmentOption.Required("--warehouse", _variable, "The warehouse."), "--help");

        Assert.Equal(ExitCodes.Done, code);
        Assert.DoesNotContain("missing", printed);
    }

    Task<(int Code, string Printed)> RunAsync(EnvironmentOption setting, params string[] args)
    {
        var command = new RootCommand("Tests.") { setting, Options.Number("--number", 1, 1, 9, "A number.") };
        command.SetAction(parsed => _found = setting.Find(parsed));
        return CommandLine.RunAsync(command, args);
    }
}
