using System.Text;
using Analytics.Local.Components;
using Analytics.Local.Stack;

namespace Local.Tests.Stack;

/// <summary>Only the user of the run can read events at rest: spool, log of Kafka, tables, logs.</summary>
public sealed class FileModeTests : IDisposable
{
    const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    const UnixFileMode Enter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_that_a_run_leaves_is_readable_by_another_user()
    {
        var options = new LocalStackOptions(_folder.Path) { Parts = Parts.Collector | Parts.Postgres };
        await using (var stack = await LocalStack.StartAsync(options, cancellation: TestContext.Current.CancellationToken))
        {
            using var http = new HttpClient { BaseAddress = new Uri(stack.Collector.Url) };
            using var content = new StringContent(
                """[{"type":"track","event":"canary","anonymousId":"a"}]""",
                Encoding.UTF8,
                "application/json"
            );
            http.DefaultRequestHeaders.Authorization = new(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{CollectorOptions.Key}:"))
            );
            using var answer = await http.PostAsync("v1/events", content, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        Assert.Empty(OpenToOthers(new DirectoryInfo(_folder.Path)));
    }

    static IEnumerable<string> OpenToOthers(DirectoryInfo folder)
    {
        foreach (var entry in folder.GetFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner)
            {
                if ((entry.UnixFileMode & Others) != 0)
                    yield return $"{entry.FullName} {entry.UnixFileMode}";
            }
            else if ((inner.UnixFileMode & Enter) != 0)
            {
                foreach (var open in OpenToOthers(inner))
                    yield return open;
            }
        }
    }
}
