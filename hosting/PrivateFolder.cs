namespace Analytics.Hosting;

/// <summary>A folder that only its own user can enter: no other user of the machine may read stored events.</summary>
public static class PrivateFolder
{
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the folder where it is missing; an existing one keeps its mode.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Mine);
    }

    /// <summary>Returns true when other users of the machine can look into the folder.</summary>
    public static bool IsOpenToOthers(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & ~Mine) != UnixFileMode.None;
}
