using System.Text;
using Analytics.Benchmarks.Ingest.Sending;

namespace Analytics.Benchmarks.Tests.Ingest.Sending;

public sealed class HttpConnectionTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", true)]
    public void Detects_a_complete_answer(string answer, bool isWhole) =>
        Assert.Equal(isWhole, HttpConnection.IsWhole(Encoding.ASCII.GetBytes(answer)));
}
