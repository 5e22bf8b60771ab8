namespace Analytics.Local;

/// <summary>The folders below <c>.run</c>.</summary>
static class RunFolder
{
    /// <summary>Removes everything of a run but what is in one folder of it.</summary>
    public static void Keep(string folder, string kept)
    {
        var all = Directory.Exists(folder) ? new DirectoryInfo(folder).GetFileSystemInfos() : [];
        foreach (var one in all.Where(one => one.Name != kept).Append(new DirectoryInfo(PostgresUser.For(folder).Folder)))
        {
            if (one is DirectoryInfo { Exists: true } inner)
                inner.Delete(recursive: true);
            else if (one is FileInfo)
                one.Delete();
        }
    }

    /// <summary>Removes a run's folder, and the PostgreSQL cluster that had to stand elsewhere.</summary>
    public static void Delete(string folder)
    {
        foreach (var path in new[] { folder, PostgresUser.For(folder).Folder })
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
    }
}
