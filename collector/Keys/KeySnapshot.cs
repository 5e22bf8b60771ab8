using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Collector.Keys;

/// <summary>The newest list of keys in a file of this machine: hashes only, for its user only, whole or not at all.</summary>
sealed class KeySnapshot(string path)
{
    /// <summary>Null when there is none.</summary>
    /// <exception cref="JsonException">What is there is no list of keys.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public KeyList? Read() =>
        path.Length > 0 && File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), KeySnapshotJson.Default.KeyList) : null;

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(KeyList list)
    {
        if (path.Length == 0)
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // A name of its own: whoever shares the folder renames only what it has itself written.
        var aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            WriteDurably(aside, list);
            // After a power cut the old one or the new one is there, and either is whole.
            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    static void WriteDurably(string path, KeyList list)
    {
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using var file = new FileStream(path, create);
        JsonSerializer.Serialize(file, list, KeySnapshotJson.Default.KeyList);
        file.Flush(flushToDisk: true);
    }
}

[JsonSerializable(typeof(KeyList))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
sealed partial class KeySnapshotJson : JsonSerializerContext;
