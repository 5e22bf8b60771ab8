using Analytics.Local.Processes;

namespace Analytics.Testing;

/// <summary>A folder for the data and logs of a test: <c>.run/test-…</c>; removed at the end unless ANALYTICS_KEEP_RUN is set.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(Repository.Root, ".run", $"test-{Guid.NewGuid().ToString("N")[..12]}");

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("ANALYTICS_KEEP_RUN") is null)
            RunFolder.Delete(Path);
    }
}
