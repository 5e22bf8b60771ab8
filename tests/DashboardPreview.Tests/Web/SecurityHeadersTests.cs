using System.Net;
using Analytics.DashboardPreview.Web;
using Microsoft.AspNetCore.Http;

namespace DashboardPreview.Tests.Web;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8088", "127.0.0.1", 8088, "elsewhere.example", false)]
    [InlineData("http://127.0.0.1:8088", "127.0.0.1", 8088, "localhost", true)]
    [InlineData("http://127.0.0.1:0", "127.0.0.1", 40123, "elsewhere.example", false)]
    [InlineData("http://127.0.0.1:8088;http://10.0.0.7:8080", "127.0.0.1", 8088, "elsewhere.example", false)]
    [InlineData("http://127.0.0.1:8088;http://10.0.0.7:8080", "10.0.0.7", 8080, "dashboards.example", true)]
    [InlineData("http://0.0.0.0:8088", "127.0.0.1", 8088, "dashboards.example", true)]
    [InlineData("http://[::1]:8088", "::1", 8088, "elsewhere.example", false)]
    public void An_address_of_this_machine_answers_to_its_names_only(string urls, string address, int port, string host, bool answers)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        (context.Connection.LocalIpAddress, context.Connection.LocalPort) = (IPAddress.Parse(address), port);

        Assert.Equal(answers, SecurityHeaders.MayAnswer(context, SecurityHeaders.LocalPorts(urls)));
    }
}
