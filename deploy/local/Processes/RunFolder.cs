namespace Analytics.Local.Processes;

/// <summary>The folders below <c>.run</c>.</summary>
static class RunFolder
{
    /// <summary>Removes everything in a run's folder except one folder or file.</summary>
    public static void Keep(string folder, string kept)
    {
        var all = Directory.Exists(folder) ? new DirectoryInfo(folder).GetFileSystemInfos() : [];
        foreach (var one in all.Where(one => one.Name != kept).Concat(ServiceUser.Folders(folder).Select(path => new DirectoryInfo(path))))
        {
            if (one is DirectoryInfo { Exists: true } inner)
                inner.Delete(recursive: true);
            else if (one is FileInfo)
                one.Delete();
        }
    }

    /// <summary>Removes a run's folder, and its data outside of it.</summary>
    public static void Delete(string folder)
    {
        foreach (var path in ServiceUser.Folders(folder).Prepend(folder))
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
    }
}
