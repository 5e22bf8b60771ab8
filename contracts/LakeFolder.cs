namespace Analytics.Contracts;

/// <summary>The location of the lake's tables.</summary>
public sealed class LakeFolder(string root)
{
    /// <summary>The folder on this machine, or null when the lake is on another file system.</summary>
    public string? LocalPath { get; } =
        !root.Contains("://", StringComparison.Ordinal) ? Path.GetFullPath(root)
        : root.StartsWith("file://", StringComparison.Ordinal) ? new Uri(root).LocalPath
        : null;

    public string Events => Table(LakeTables.Events);
    public string Rejected => Table(LakeTables.Rejected);
    public string Duplicates => Table(LakeTables.Duplicates);
    public string Sessions => Table(LakeTables.Sessions);
    public string VisitorDays => Table(LakeTables.VisitorDays);
    public string VisitorFirst => Table(LakeTables.VisitorFirst);

    /// <summary>Every table, whether it exists or not.</summary>
    public IReadOnlyList<string> Tables => [Events, Rejected, Duplicates, Sessions, VisitorDays, VisitorFirst];

    string Table(string name) => LocalPath is { } path ? Path.Combine(path, name) : $"{root.TrimEnd('/')}/{name}";
}
