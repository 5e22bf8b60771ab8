using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Variables;

namespace DashboardPreview.Tests.Variables;

public sealed class VariableSubstitutionTests
{
    static readonly Dictionary<string, Picked> _known = new()
    {
        ["many"] = new Picked(["web", "o'hara"], Quoted: true),
        ["one"] = new Picked(["o'hara"], Quoted: false),
        ["signs"] = new Picked(["a.b*", "(c)", "/d"], Quoted: true),
        ["all"] = new Picked(["source"], Quoted: false, Verbatim: true),
    };

    [Theory]
    [InlineData("IN ($many)", "IN ('web','o''hara')")]
    [InlineData("IN (${many})", "IN ('web','o''hara')")]
    [InlineData("IN ([[many]])", "IN ('web','o''hara')")]
    [InlineData("IN (${many:csv})", "IN (web,o'hara)")]
    [InlineData("= '$one'", "= 'o''hara'")]
    [InlineData("= ${one:raw}", "= o'hara")]
    [InlineData("~ '${one:regex}'", "~ 'o'hara'")]
    [InlineData("~ '${signs:regex}'", @"~ '(a\.b\*|\(c\)|\/d)'")]
    [InlineData("${one:json} ${many:json}", "o'hara [\"web\",\"o\\u0027hara\"]")]
    [InlineData("= ${one:sqlstring}", "= 'o''hara'")]
    [InlineData("= [[one:sqlstring]]", "= 'o''hara'")]
    [InlineData("~ '${many:pipe}'", "~ 'web|o'hara'")]
    [InlineData("IN (${many:doublequote})", "IN (\"web\",\"o'hara\")")]
    [InlineData("IN (${many:singlequote})", "IN ('web','o\\'hara')")]
    [InlineData("IN ($all)", "IN (source)")]
    [InlineData("IN (${all:sqlstring})", "IN (source)")]
    [InlineData("$unknown ${unknown} $manyfold", "$unknown ${unknown} $manyfold")]
    [InlineData("$__timeFilter(at) $__interval", "$__timeFilter(at) $__interval")]
    [InlineData("$__from ${__to}", "1000 2000")]
    [InlineData("${__from:date} ${__to:date:iso}", "1970-01-01T00:00:01.000Z 1970-01-01T00:00:02.000Z")]
    [InlineData("${__from:date:seconds} ${__to:date:ms}", "1 2000")]
    [InlineData("${__from:date:YYYY-MM} ${__to:date:D.M.YY H[h]m}", "1970-01 1.1.70 0h0")]
    public void Substitutes_as_the_browser_does(string sql, string expected) =>
        Assert.Equal(
            expected,
            VariableSubstitution.Substitute(
                sql,
                _known,
                DateTimeOffset.FromUnixTimeMilliseconds(1000),
                DateTimeOffset.FromUnixTimeMilliseconds(2000)
            )
        );

    [Fact]
    public void Refuses_a_format_it_does_not_know() =>
        Assert.All(["${many:shouting}", "${__from:shouting}", "${__from:date:gggg}"], sql =>
            Assert.Throws<MacroException>(() =>
                VariableSubstitution.Substitute(sql, _known, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)
            )
        );
}
