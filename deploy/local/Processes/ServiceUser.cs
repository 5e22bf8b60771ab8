using System.Security.Cryptography;
using System.Text;

namespace Analytics.Local.Processes;

/// <summary>The user of a server that refuses to run as root, and the folder of its data.</summary>
/// <param name="Name">The user's name; null for the user of this process.</param>
/// <param name="Folder">The data folder: below the run's folder, or elsewhere when the user cannot reach that.</param>
sealed record ServiceUser(string? Name, string Folder)
{
    const string PostgresFolder = "postgres";
    const string GatewayFolder = "gateway";

    /// <summary>The prefix of a command that is to run as the user.</summary>
    public IReadOnlyList<string> Prefix => Name is null ? [] : ["setpriv", $"--reuid={Name}", $"--regid={Group}", "--clear-groups"];

    string Group => Entries("/etc/passwd").First(entry => entry[0] == Name)[3];

    public static ServiceUser ForPostgres(string runFolder) => For(Path.Combine(runFolder, PostgresFolder), "postgres");

    public static ServiceUser ForGateway(string runFolder) => For(Path.Combine(runFolder, GatewayFolder), "www-data");

    /// <summary>Returns the folders of a run that hold data of such servers.</summary>
    public static IEnumerable<string> Folders(string runFolder) => [ForPostgres(runFolder).Folder, ForGateway(runFolder).Folder];

    static ServiceUser For(string folder, string preferred)
    {
        if (!Environment.IsPrivilegedProcess)
            return new(null, folder);
        var name = Entries("/etc/passwd").Any(entry => entry[0] == preferred) ? preferred : "nobody";
        return new(name, IsReachable(folder) ? folder : Elsewhere(folder));
    }

    // No other user can enter a checkout in root's home, so the data are then in the system's folder for such data, in which root alone
    // makes folders: in a folder that is open to all, another user could have made this one before.
    static string Elsewhere(string folder) =>
        Path.Combine("/var/lib", $"analytics-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12]}");

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
