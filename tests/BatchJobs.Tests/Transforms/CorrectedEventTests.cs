using System.Text;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;

namespace BatchJobs.Tests.Transforms;

public sealed class CorrectedEventTests
{
    [Theory]
    [InlineData("""{"a":1}""", "b=2", """{"a":1,"b":2}""")]
    [InlineData("""{}""", "b=x", """{"b":"x"}""")]
    [InlineData("""{ "a" : 1.10 , "b":"x" }""", "b=null", """{"a" : 1.10,"b":null}""")]
    [InlineData("""{"p":{"currency":"euro","revenue":1e2}}""", "p.currency=EUR", """{"p":{"currency":"EUR","revenue":1e2}}""")]
    [InlineData("""{"p":null}""", "p.q.r=[1, 2]", """{"p":{"q":{"r":[1, 2]}}}""")]
    [InlineData("""{"a":1,"b":2,"a":3}""", "a=4", """{"a":4,"b":2,"a":4}""")]
    [InlineData("""{"u":"\ud83d\ude00","lone":"\ud800"}""", "a=ü\"", """{"u":"\ud83d\ude00","lone":"\ud800","a":"\u00FC\u0022"}""")]
    [InlineData("""{"$set":{"x":1}}""", "$set.x=\"2\"", """{"$set":{"x":"2"}}""")]
    public void Changes_one_member_and_no_other_byte(string original, string set, string expected) =>
        Assert.Equal(expected, Of(original, set));

    [Theory]
    [InlineData("""{ "a" : "x" }""", "a=x")]
    [InlineData("""{"a":{"b":1}}""", "a.b=1")]
    public void Keeps_every_byte_when_nothing_changes(string original, string set) => Assert.Equal(original, Of(original, set));

    [Theory]
    [InlineData("[]", "a=1")]
    [InlineData("7", "a=1")]
    [InlineData("""{"a":1""", "b=1")]
    [InlineData("", "b=1")]
    [InlineData("""{"a":1}""", "a.b=1")]
    [InlineData("""{"a":[{}]}""", "a.b=1")]
    public void Is_null_where_a_member_cannot_be_set(string original, string set) => Assert.Null(Of(original, set));

    [Fact]
    public void Without_members_to_set_the_event_stays() =>
        Assert.Equal("""{"a":1}""", CorrectedEvent.Of(new RawJson("""{"a":1}"""u8.ToArray()), [])?.ToString());

    [Theory]
    [InlineData("a")]
    [InlineData("=1")]
    [InlineData("a..b=1")]
    [InlineData(".a=1")]
    public void A_text_without_a_path_is_refused(string text) => Assert.Null(SetMember.Parse(text));

    static string? Of(string original, string set) =>
        CorrectedEvent.Of(new RawJson(Encoding.UTF8.GetBytes(original)), [SetMember.Parse(set)!])?.ToString();
}
