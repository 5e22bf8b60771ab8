using System.Runtime.InteropServices;
using Analytics.Collector.Http;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// Keeps half of the spool free of the key that fills it, while another key is active: beyond half, the spool accepts only keys that wrote
/// at most half of the recent bytes. Its caller locks.
/// </summary>
sealed class SpoolShares(long room, TimeProvider clock)
{
    readonly FairShare _shares = new(clock);
    readonly Dictionary<string, long> _given = [];
    long _total;

    /// <summary>Returns whether the spool may take a request of a key, for which it has room.</summary>
    /// <param name="key">The id of the request's write key.</param>
    /// <param name="used">The bytes that the spool holds.</param>
    /// <param name="bytes">Those of the request.</param>
    public bool Allows(string key, long used, long bytes)
    {
        var isAlone = _shares.Of(key) != Share.Half;
        return isAlone || used + bytes <= Share.Half.Of(room) || _given.GetValueOrDefault(key) <= _total / 2;
    }

    /// <summary>Notes what the spool was given; the older it is, the less it counts.</summary>
    public void Gave(string key, long bytes)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_given, key, out _) += bytes;
        _total += bytes;
        if (_total <= room)
            return;

        _total = 0;
        foreach (var other in _given.Keys.ToList())
        {
            if ((_given[other] /= 2) == 0)
                _given.Remove(other);
            else
                _total += _given[other];
        }
    }
}
