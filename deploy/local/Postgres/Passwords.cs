using System.Security.Cryptography;
using System.Text.Json;
using Analytics.Hosting;

namespace Analytics.Local.Postgres;

/// <summary>One generated password for each role, kept in a file that only this user reads.</summary>
public sealed class Passwords
{
    readonly Dictionary<string, string> _values;

    Passwords(Dictionary<string, string> values) => _values = values;

    public string this[Role role] => _values[role.ToString()];

    /// <summary>The environment variables from which <c>Analytics.Warehouse migrate</c> reads the passwords.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        Enum.GetValues<Role>().Where(role => role is not Role.Admin).ToDictionary(role => role.PasswordVariable(), role => this[role]);

    /// <summary>Returns the passwords of an earlier run in the same folder; roles without one get a new one.</summary>
    public static Passwords In(string folder)
    {
        var file = Path.Combine(folder, "passwords.json");
        var known = File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))! : [];
        var missing = Enum.GetNames<Role>().Where(role => !known.ContainsKey(role)).ToList();
        if (missing.Count > 0)
        {
            foreach (var role in missing)
                known[role] = RandomNumberGenerator.GetHexString(32, lowercase: true);
            Directory.CreateDirectory(folder);
            PrivateFile.Write(file, JsonSerializer.Serialize(known));
        }

        return new(known);
    }

    /// <summary>Returns the passwords from the environment; roles without one get a new one.</summary>
    public static Passwords FromEnvironment() =>
        new(
            Enum.GetValues<Role>()
                .ToDictionary(
                    role => role.ToString(),
                    role =>
                        System.Environment.GetEnvironmentVariable(role.PasswordVariable())
                        ?? RandomNumberGenerator.GetHexString(32, lowercase: true)
                )
        );
}
