namespace Analytics.Local;

/// <summary>The folders below <c>.run</c>.</summary>
static class RunFolder
{
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
