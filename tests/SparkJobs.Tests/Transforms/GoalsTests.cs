using Analytics.Testing;
using Analytics.Transforms;

namespace SparkJobs.Tests.Transforms;

public sealed class GoalsTests
{
    [Fact]
    public void A_completed_order_is_the_goal_that_is_built_in()
    {
        Assert.Equal("purchase", Assert.Single(Goals.Read(null).All).Name);
        Assert.Equal("(coalesce((type = 'track' AND name = 'Order Completed'), false))", Goals.Embedded.IsConversion);
    }

    [Fact]
    public void Knows_the_columns_that_its_filters_use()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "goals.json");
        File.WriteAllText(path, """[{"name":"pro","filter":"get_json_object(Properties, '$.plan') = 'pro' OR USER_ID = 'x'"}]""");
        Assert.Null(Goals.Check(path));
        Assert.Equal(["properties", "user_id"], Goals.Read(path).Columns.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{}", "is no JSON array")]
    [InlineData("[{\"name\":\"a\"}]", "is no JSON array")]
    [InlineData("[{\"name\":\"a\",\"filter\":\"true\",\"more\":1}]", "is no JSON array")]
    [InlineData("[{\"name\":\"it's\",\"filter\":\"true\"}]", "has the goal 'it's', whose name")]
    [InlineData("[{\"name\":\"a\",\"filter\":\" \"}]", "has no filter for the goal 'a'")]
    [InlineData("[{\"name\":\"a\",\"filter\":\"true\"},{\"name\":\"a\",\"filter\":\"false\"}]", "names 2 goals 'a'")]
    public void Says_what_is_wrong_with_a_file(string json, string error)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "goals.json");
        File.WriteAllText(path, json);
        Assert.StartsWith(error, Goals.Check(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_file_is_missing() =>
        Assert.StartsWith("can't be read", Goals.Check("/nowhere/goals.json"), StringComparison.Ordinal);

    [Theory]
    [InlineData("shop:plan, blog:na me$")]
    [InlineData("")]
    public void Takes_properties_of_sources(string text) => Assert.Null(PropertyDimensions.Check(text));

    [Theory]
    [InlineData("plan", "has 'plan', which is not source:property")]
    [InlineData("shop:it's", "has 'shop:it's', which")]
    [InlineData("s:a,s:b,s:c,s:d,s:e,s:f,t:a", "names 6 properties of s, more than 5")]
    public void Says_what_is_wrong_with_properties(string text, string error) =>
        Assert.StartsWith(error, PropertyDimensions.Check(text), StringComparison.Ordinal);
}
