using Analytics.DashboardPreview.Variables;

namespace DashboardPreview.Tests.Variables;

public sealed class CustomValuesTests
{
    [Theory]
    [InlineData("a,b , c", "a|b|c")]
    [InlineData(@"Berlin\, Mitte,x", "Berlin, Mitte|x")]
    [InlineData("Per day : day, Per week : week", "day|week")]
    [InlineData("12:30, a: b, :", "12:30|a: b|:")]
    [InlineData(" , ,", "")]
    public void Reads_a_list_as_grafana_does(string list, string values) => Assert.Equal(values, string.Join('|', CustomValues.Of(list)));
}
