using System.Text;
using Analytics.Collector.Dialects.Pixel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Collector.Tests.Dialects.Pixel;

public sealed class PixelQueryTests
{
    [Theory]
    [InlineData("?writeKey=k&event=open&userId=u", """{"event":"open","userId":"u"}""")]
    [InlineData("?event=a&properties.x=1&properties.a.b=%C3%BC", """{"event":"a","properties":{"x":"1","a.b":"ü"}}""")]
    [InlineData(
        "?traits.plan=pro&context.page.url=https%3A%2F%2Fx%2F%3Fa%3D1&context.locale=de",
        """{"traits":{"plan":"pro"},"context":{"page":{"url":"https://x/?a=1"},"locale":"de"}}"""
    )]
    [InlineData("?properties.tag=a&properties.tag=b", """{"properties":{"tag":["a","b"]}}""")]
    [InlineData("?properties=text&properties.x=1", """{"properties":"text","properties.x":"1"}""")]
    [InlineData("?context.a=1&context.a.b=2", """{"context":{"a":"1","a.b":"2"}}""")]
    [InlineData("?context.a.b.c.d.e.f.g.h.i=1", """{"context":{"a":{"b":{"c":{"d":{"e":{"f":{"g.h.i":"1"}}}}}}}}""")]
    [InlineData("", "{}")]
    public void Makes_members_of_fields(string query, string expected)
    {
        using var body = PixelQuery.AsEvent(new QueryCollection(QueryHelpers.ParseQuery(query)));
        Assert.Equal(expected, Encoding.UTF8.GetString(body.Memory.Span));
    }
}
