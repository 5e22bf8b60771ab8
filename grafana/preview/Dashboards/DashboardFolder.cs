using System.Text.Json;
using Analytics.DashboardPreview.Macros;

namespace Analytics.DashboardPreview.Dashboards;

/// <summary>Reads the dashboards of a folder, again when a file changes, so that an edit shows at the next refresh.</summary>
sealed class DashboardFolder(string path)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, (DateTime ChangedAt, DashboardFile File)> _read = [];

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Returns every file by name; an unreadable one carries its error and does not hide the others.</summary>
    public IReadOnlyList<DashboardFile> Files()
    {
        if (!Directory.Exists(Path))
            return [];
        lock (_lock)
            return [.. Directory.EnumerateFiles(Path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Current)];
    }

    public Dashboard? Find(string uid) => Files().Select(file => file.Dashboard).FirstOrDefault(dashboard => dashboard?.Uid == uid);

    DashboardFile Current(string file)
    {
        var changedAt = File.GetLastWriteTimeUtc(file);
        if (_read.TryGetValue(file, out var known) && known.ChangedAt == changedAt)
            return known.File;
        var read = Read(file);
        _read[file] = (changedAt, read);
        return read;
    }

    static DashboardFile Read(string file)
    {
        var name = System.IO.Path.GetFileName(file);
        try
        {
            return new DashboardFile(name, DashboardReader.Read(File.ReadAllText(file)), null);
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or FormatException or InvalidOperationException or IOException or MacroException)
        {
            return new DashboardFile(name, null, unreadable.Message);
        }
    }
}

/// <summary>A file of the folder: the dashboard, or the error of reading it.</summary>
sealed record DashboardFile(string Name, Dashboard? Dashboard, string? Error);
