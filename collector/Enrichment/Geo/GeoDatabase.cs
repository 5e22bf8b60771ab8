using System.Net;
using MaxMind.Db;

namespace Analytics.Collector.Enrichment.Geo;

/// <summary>The operator's MaxMind database, if there is one.</summary>
sealed class GeoDatabase
{
    readonly string _path;
    volatile Reader? _reader;
    (DateTime Written, long Length) _loaded;

    public GeoDatabase(GeoOptions options)
    {
        _path = options.Database;
        if (IsWanted)
            Reload();
    }

    public bool IsWanted => _path.Length > 0;

    /// <summary>
    /// False when the file is another one than was loaded last; true while it is away, as it is for a moment when it is replaced.
    /// </summary>
    public bool IsCurrent => Stamp() is var now && (now == _loaded || now == default);

    /// <param name="address">Whole: a country's border may run within a /24.</param>
    /// <returns>Null when there is no database, or it does not know the address.</returns>
    public Place? Find(IPAddress? address)
    {
        if (_reader is not { } reader || address is null)
            return null;

        try
        {
            return reader.Find<GeoRecord>(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)?.ToPlace();
        }
        catch (Exception odd) when (odd is InvalidDatabaseException or DeserializationException or ArgumentException)
        {
            // A record of another form, or an IPv6 address and a database of IPv4 alone: the event counts without a place.
            return null;
        }
    }

    /// <summary>Takes the file as it is now; the old one stays in use if that cannot be read.</summary>
    /// <returns>Why not; null when it is in use.</returns>
    public string? Reload()
    {
        _loaded = Stamp();
        var why = TryOpen(_path, out var reader);
        if (reader is not null)
            _reader = reader;

        return why;
    }

    /// <returns>Why it cannot be opened; null when it can.</returns>
    public static string? TryOpen(string path, out Reader? reader)
    {
        try
        {
            // In memory: a mapped file that somebody copies over would change under the readers.
            reader = new Reader(path, FileAccessMode.Memory);
            return null;
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or InvalidDatabaseException or ArgumentException)
        {
            reader = null;
            return failure.Message;
        }
    }

    (DateTime Written, long Length) Stamp()
    {
        var file = new FileInfo(_path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
