using System.Diagnostics;
using Analytics.Hosting;
using Analytics.Local.Processes;
using Analytics.Testing.Processes;

namespace Local.Tests.Processes;

/// <summary>deploy/tools.sh, with which every script begins.</summary>
public sealed class CheckoutPathTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a checkout")]
    [InlineData("jürgen")]
    [InlineData("100%")]
    public async Task A_checkout_where_Spark_cannot_start_is_refused(string name)
    {
        var (code, said) = await HelpAsync(Checkout(name));

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains($"/{name}', where Spark cannot start: move it", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_such_a_checkout_is_refused_too()
    {
        var link = Path.Combine(_folder.Path, "link");
        Directory.CreateSymbolicLink(link, Checkout("a checkout"));

        Assert.Equal(ExitCodes.Usage, (await HelpAsync(link)).Code);
    }

    [Theory]
    [InlineData("analytics-1.0_b")]
    [InlineData("~me@home+x")]
    public async Task Others_are_taken(string name) => Assert.Equal((ExitCodes.Done, ""), await HelpAsync(Checkout(name)));

    string Checkout(string name)
    {
        var checkout = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.Combine(checkout, "deploy"));
        foreach (var file in (string[])["spark-submit.sh", Path.Combine("deploy", "tools.sh")])
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(checkout, file));
        return checkout;
    }

    static async Task<(int Code, string Said)> HelpAsync(string checkout)
    {
        var ran = await Ran.ToEndAsync(new ProcessStartInfo("bash", [Path.Combine(checkout, "spark-submit.sh"), "--help"]));
        return (ran.Code, ran.Errors);
    }
}
