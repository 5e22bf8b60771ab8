using System.Security.Cryptography;
using System.Text;

namespace Analytics.Warehouse;

/// <summary>
/// Makes what PostgreSQL stores of a password (RFC 5803), so that the password itself never reaches the server, whose log may hold
/// statements with their parameters.
/// </summary>
static class ScramVerifier
{
    const int Iterations = 4096;
    const int SaltLength = 16;

    /// <returns>The verifier; the password itself when it is not ASCII, since PostgreSQL then normalizes it first.</returns>
    public static string Of(string password)
    {
        if (password.Length == 0 || !Ascii.IsValid(password))
            return password;

        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Base64(salt)}${Base64(stored)}:{Base64(server)}";
    }

    static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);
}
