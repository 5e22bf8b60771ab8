using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Queries;

namespace DashboardPreview.Tests.Queries;

public sealed class VariableOptionsTests
{
    static readonly Variable _one = new("grain", "", Multi: false, IncludeAll: false, AllValue: null, Current: "week");
    static readonly Variable _many = new("source", "", Multi: true, IncludeAll: true, AllValue: "source");

    [Theory]
    [InlineData(new[] { "day" }, new[] { "day", "week" }, "day")]
    [InlineData(new string[0], new[] { "day", "week" }, "week")]
    [InlineData(new[] { "1); DROP" }, new[] { "day", "week" }, "week")]
    [InlineData(new string[0], new[] { "day" }, "day")]
    [InlineData(new[] { "day" }, new string[0], "")]
    public void A_variable_without_All_has_an_offered_value(string[] picked, string[] offered, string expected)
    {
        var pick = VariableOptions.Pick(_one, picked, offered);

        Assert.Equal([expected], pick.Values);
        Assert.False(pick.Verbatim);
    }

    [Theory]
    [InlineData(new string[0], "source", true)]
    [InlineData(new[] { "$__all" }, "source", true)]
    [InlineData(new[] { "any text" }, "any text", false)]
    public void All_is_the_text_of_the_file_and_a_picked_text_is_quoted(string[] picked, string expected, bool verbatim)
    {
        var pick = VariableOptions.Pick(_many, picked, ["web"]);

        Assert.Equal([expected], pick.Values);
        Assert.Equal(verbatim, pick.Verbatim);
        Assert.Equal(!verbatim, pick.Quoted);
    }
}
