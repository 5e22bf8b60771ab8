using System.Text;
using System.Text.RegularExpressions;
using Analytics.Contracts;

namespace Contracts.Tests;

public sealed class PersonPatternTests
{
    [Theory]
    [InlineData("ann@x.example", """{"userId":"ann@x.example"}""", true)]
    [InlineData("ann@x.example", """{"userId":"joann@x.example"}""", false)]
    [InlineData("ann@x.example", """{"userId":"mary.ann@x.example"}""", false)]
    [InlineData("ann@x.example", """{"userId":"ann@x.example.org"}""", false)]
    [InlineData("ann@x.example", "written by ann@x.example.", true)]
    [InlineData("ann@x.example", "/confirm?mail=ann%40x.example&x=1", true)]
    [InlineData("ann@x.example", """{"t":"line\nann@x.example"}""", true)]
    [InlineData("ann@x.example", """{"body":"{\u0022userId\u0022:\u0022ann@x.example\u0022}"}""", true)]
    [InlineData("ann@x.example", """{"userId":"ann@x.example""", true)] // It was cut off.
    [InlineData("user-1234", """{"userId":"user-12345"}""", false)]
    [InlineData("user-1234", """{"userId":"user-1234-b"}""", false)]
    [InlineData("user-1234", "web:user-1234", true)]
    [InlineData("user-1234", "%22user-1234%22", true)]
    [InlineData("jérôme-123", """{"userId":"j\u00e9r\u00F4me-123"}""", true)]
    [InlineData("jérôme-123", """{"body":"{\"userId\":\"j\\u00e9r\\u00f4me-123\"}"}""", true)]
    [InlineData("jérôme-123", "/u/j%C3%A9r%c3%b4me-123", true)]
    [InlineData("a/b\"c\\d-long", """{"userId":"a\/b\"c\\d-long"}""", true)]
    [InlineData("😀-12345678", """{"userId":"\ud83d\ude00-12345678"}""", true)]
    [InlineData("😀-12345678", """{"userId":"😀-12345678"}""", true)]
    [InlineData("42", """{"userId":"42","qty":"7"}""", true)]
    [InlineData("42", """{"userId": 42}""", true)]
    [InlineData("42", """{"userId":"421"}""", false)]
    [InlineData("42", """{"qty":"42"}""", false)]
    [InlineData("42", """{"properties":{"distinct_id":"42"}}""", true)]
    [InlineData("42", """{"body":"{\"user_id\":\"42\"}"}""", true)]
    public void Finds_an_id_however_it_is_written_and_no_other(string id, string text, bool found)
    {
        var pattern = PersonPattern.Of([id]);
        Assert.Equal(found, Regex.IsMatch(text, pattern));
        Assert.Equal(found, Regex.IsMatch(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)), pattern));
    }

    [Theory]
    [InlineData("user-1234", "/users/user-1234/orders", true)]
    [InlineData("user-1234", "/users/user%2D1234", true)]
    [InlineData("user-1234", "/users/user-12345", false)]
    [InlineData("User-1234", "orders of user-1234", true)] // Search terms are in small letters.
    [InlineData("ann@x.example", "/confirm/ann%40x.example", true)]
    [InlineData("12345", "/users/12345/orders", true)]
    [InlineData("12345", "12345", true)]
    [InlineData("12345", "direct\t/12345", true)]
    [InlineData("12345", "/orders-12345", false)]
    [InlineData("12345", "order 12345", false)]
    [InlineData("US1", "US1", false)]
    public void Finds_an_id_in_a_value(string id, string value, bool found) =>
        Assert.Equal(found, PersonPattern.OfValue([id]) is { } pattern && Regex.IsMatch(value, pattern, RegexOptions.IgnoreCase));

    [Fact]
    public void Finds_any_of_several_ids()
    {
        var pattern = PersonPattern.Of(["user-1234", "42"]);
        Assert.Matches(pattern, """{"userId":"42"}""");
        Assert.Matches(pattern, """{"userId":"user-1234"}""");
        Assert.DoesNotMatch(pattern, """{"userId":"user-1235","n":"42"}""");
    }
}
