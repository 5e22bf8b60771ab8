using System.Security.Cryptography;
using System.Text;
using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Erasure;

/// <summary>
/// The key of the hashes by which erasures are recorded. With it an id can be looked up among the erasures; without it no hash leads to an
/// id. A hash is HMAC-SHA256 of the kind (<c>user</c> or <c>anonymous</c>), a line feed and the id.
/// </summary>
sealed class SubjectKey
{
    /// <summary>The name of the file in a local lake.</summary>
    public const string FileName = "erasure.key";

    const int Size = 32;
    readonly byte[] _key;

    SubjectKey(byte[] key) => _key = key;

    public byte[] OfUser(string id) => Of($"user\n{id}");

    public byte[] OfAnonymous(string id) => Of($"anonymous\n{id}");

    /// <param name="lake">The lake, in which the key is created when there is none.</param>
    /// <param name="file">The key's file; null for the file in the lake.</param>
    /// <exception cref="JobException">There is no key, or it is too short.</exception>
    public static SubjectKey Open(LakeFolder lake, string? file)
    {
        if (file is null && lake.LocalPath is null)
        {
            throw new JobException(
                ExitCodes.Usage,
                "A lake that is not a local folder needs --key-file: a file of at least 32 random bytes."
            );
        }

        var path = file ?? Path.Combine(lake.LocalPath!, FileName);
        if (file is null && !File.Exists(path))
            Create(path);

        var key = File.ReadAllBytes(path);
        return key.Length >= Size ? new(key) : throw new JobException(ExitCodes.Usage, $"{path} is no key: it has less than {Size} bytes.");
    }

    // A name that appears when the file is whole, so that an interrupted run leaves no short key.
    static void Create(string path)
    {
        var made = $"{path}.{Guid.NewGuid():N}";
        using (var stream = PrivateFile.Create(made))
            stream.Write(RandomNumberGenerator.GetBytes(Size));

        File.Move(made, path);
    }

    byte[] Of(string subject) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(subject));
}
