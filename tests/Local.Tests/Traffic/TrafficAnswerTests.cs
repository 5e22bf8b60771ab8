using System.Text;
using Analytics.Local.Traffic;

namespace Local.Tests.Traffic;

public sealed class TrafficAnswerTests
{
    [Fact]
    public void Duplicates_are_accepted_and_the_rest_has_its_status()
    {
        var answer = Read("""{"accepted":3,"duplicate":1,"rejected":1,"results":[{"index":4,"status":"rejected"}]}""");

        Assert.Equal((4, 1), (answer.Accepted, answer.Rejected));
        Assert.Equal(("ok", "rejected"), (answer.Of(0), answer.Of(4)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"error":"busy"}""")]
    [InlineData("""{"accepted":3}""")]
    [InlineData("""{"accepted":"3","duplicate":0,"rejected":0,"results":[]}""")]
    [InlineData("""{"accepted":0.5,"duplicate":0,"rejected":0,"results":[]}""")]
    [InlineData("""{"accepted":3,"duplicate":0,"rejected":0,"results":{}}""")]
    [InlineData("""{"accepted":3,"duplicate":0,"rejected":0,"results":[7]}""")]
    [InlineData("""{"accepted":3,"duplicate":0,"rejected":0,"results":[{"index":0,"status":"ok"},{"index":0,"status":"ok"}]}""")]
    public void An_answer_of_another_shape_accepts_nothing(string body)
    {
        var answer = Read(body);

        Assert.Equal((200, 0, 0), (answer.Status, answer.Accepted, answer.Rejected));
        Assert.Equal("unknown", answer.Of(0));
    }

    static TrafficAnswer Read(string body) => TrafficAnswer.Read(200, Encoding.UTF8.GetBytes(body));
}
