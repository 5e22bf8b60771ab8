using System.Globalization;

namespace Analytics.SparkJobs.Queries;

/// <summary>
/// A new checkpoint folder for one run, in memory where possible, removed after the run. The sink's commits hold the offsets, so Spark's
/// files here are never read again. The next start removes the folders of processes that were killed.
/// </summary>
sealed class CheckpointFolder : IDisposable
{
    const string Prefix = "analytics-checkpoint-";

    static string Root => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    readonly string _path;

    CheckpointFolder(string path) => _path = path;

    public string Uri => new Uri(_path).AbsoluteUri;

    public static CheckpointFolder Create(string query)
    {
        RemoveLeftOvers();
        var path = Path.Combine(Root, $"{Prefix}{Environment.ProcessId}-{query}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        return new CheckpointFolder(path);
    }

    static void RemoveLeftOvers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root, $"{Prefix}*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid) && !Directory.Exists($"/proc/{pid}"))
                Remove(folder);
        }
    }

    static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another process also removes the folder, or Spark still writes its last file there: the next start tries again.
        }
        catch (UnauthorizedAccessException)
        {
            // The folder belongs to another user.
        }
    }

    public void Dispose() => Remove(_path);
}
