using System.Net;
using MaxMind.Db;

namespace Analytics.Collector.Enrichment.Geo;

/// <summary>The operator's MaxMind database; optional.</summary>
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
    /// False when the file differs from the loaded one; true while it is missing, as for a moment during its replacement.
    /// </summary>
    public bool IsCurrent => Stamp() is var now && (now == _loaded || now == default);

    /// <param name="address">The full address, because a country's border may run within a /24.</param>
    /// <returns>The place; null when there is no database or it does not contain the address.</returns>
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
            // A record of another form, or an IPv6 address in an IPv4 database: the event is stored without a place.
            return null;
        }
    }

    /// <summary>Loads the current file; the old one stays in use when the new one is unreadable.</summary>
    /// <returns>The error; null when the new file is in use.</returns>
    public string? Reload()
    {
        _loaded = Stamp();
        var why = TryOpen(_path, out var reader);
        if (reader is not null)
            _reader = reader;

        return why;
    }

    /// <returns>The error; null when the file is open.</returns>
    public static string? TryOpen(string path, out Reader? reader)
    {
        try
        {
            // Loaded into memory, because a mapped file that is overwritten would change under its readers.
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
