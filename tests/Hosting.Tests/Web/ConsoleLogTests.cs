using Analytics.Hosting.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Hosting.Tests.Web;

public sealed class ConsoleLogTests
{
    [Theory]
    [InlineData(false, "line")]
    [InlineData(true, "json")]
    public void An_entry_is_a_line_or_a_JSON_object(bool isJson, string formatter)
    {
        using var services = new ServiceCollection().AddLogging(logging => logging.AddConsoleLog(_ => isJson)).BuildServiceProvider();

        Assert.Equal(formatter, services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
        Assert.Contains(formatter, services.GetServices<ConsoleFormatter>().Select(one => one.Name));
        Assert.IsType<ConsoleLoggerProvider>(Assert.Single(services.GetServices<ILoggerProvider>()));
    }
}
