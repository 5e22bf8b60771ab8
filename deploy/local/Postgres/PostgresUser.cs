using System.Security.Cryptography;
using System.Text;

namespace Analytics.Local;

/// <summary>Who the server runs as, and the folder of its cluster.</summary>
/// <param name="Name">Null: the user of this process.</param>
/// <param name="Folder">Below the run's folder, or where the user can reach it.</param>
sealed record PostgresUser(string? Name, string Folder)
{
    /// <summary>What stands before a command that is to run as the user.</summary>
    public IReadOnlyList<string> Prefix =>
        Name is null ? [] : ["setpriv", $"--reuid={Name}", $"--regid={Group}", "--clear-groups"];

    string Group => Entries("/etc/passwd").First(entry => entry[0] == Name)[3];

    public static PostgresUser For(string runFolder)
    {
        var folder = Path.Combine(runFolder, "postgres");
        if (!Environment.IsPrivilegedProcess)
            return new(null, folder);
        var name = Entries("/etc/passwd").Any(entry => entry[0] == "postgres") ? "postgres" : "nobody";
        return new(name, IsReachable(folder) ? folder : Elsewhere(folder));
    }

    // A checkout in root's home is closed to every other user: the cluster then stands in the machine's own place for that.
    static string Elsewhere(string folder) =>
        Path.Combine("/var/tmp", $"analytics-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12]}");

    static bool IsReachable(string folder)
    {
        for (var at = new DirectoryInfo(folder).Parent; at is not null; at = at.Parent)
        {
            if (at.Exists && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        }

        return true;
    }

    static IEnumerable<string[]> Entries(string file) => File.ReadLines(file).Select(line => line.Split(':'));
}
