using System.Text.RegularExpressions;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Web;

public sealed class DrawnPageTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task Every_panel_is_drawn()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var preview = await RunningPreview.StartAsync(seeded.Options());
        var document = await Chromium.DocumentAsync(
            new Uri(preview.Http.BaseAddress!, "?from=now-1h&to=now"),
            TestContext.Current.CancellationToken
        );

        Assert.DoesNotContain("Content Security Policy", document, StringComparison.Ordinal);
        Assert.DoesNotContain("Uncaught", document, StringComparison.Ordinal);
        Assert.Equal(13, Regex.Count(document, "<section class=\"panel\""));
        Assert.Equal(4, Regex.Count(document, "class=\"uplot"));
        Assert.Equal(13, Regex.Count(document, "<div class=\"failure\"[^>]* hidden"));
        Assert.Equal(13, Regex.Count(document, "<div class=\"message\" hidden"));
        Assert.Contains("complete up to ", document, StringComparison.Ordinal);
        var counted = seeded.Events.Count(one => one.Code.Length == 0);
        Assert.Contains($">{counted:N0}<", document, StringComparison.Ordinal);
    }
}
