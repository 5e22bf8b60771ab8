using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.Hosting;

namespace Analytics.Collector.Keys;

/// <summary>Keeps the newest list in a local file: hashes only, readable by its user only, replaced atomically.</summary>
sealed class KeySnapshot(string path)
{
    /// <summary>Returns the stored list; null when there is no file.</summary>
    /// <exception cref="JsonException">The file is not a list of keys.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file's permissions forbid reading.</exception>
    public KeyList? Read() =>
        path.Length > 0 && File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), KeySnapshotJson.Default.KeyList) : null;

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file's permissions forbid writing.</exception>
    public void Write(KeyList list)
    {
        if (path.Length == 0)
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        PrivateFile.Replace(path, file => JsonSerializer.Serialize(file, list, KeySnapshotJson.Default.KeyList));
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
