using System.Runtime.InteropServices;

namespace Analytics.Collector.Http;

/// <summary>
/// Bounds the memory of requests in flight by the size of their bodies. A request holds its part until it is answered; one that finds no
/// room is refused, so that overload is answered with 503 instead of exhausting memory. No key holds more than its share of it, nor do all
/// requests together whose key is not known yet, and of those no network more than a part.
/// </summary>
sealed class MemoryInFlight(LimitsOptions limits, TimeProvider clock)
{
    /// <summary>
    /// The divisor of the available memory: a body, its events, their messages and Kafka's copies take at most four times the body's size.
    /// </summary>
    const int ShareOfMemory = 16;

    const int Small = 64 * 1024;

    /// <summary>The key id of requests whose key is not known yet; no key has this id.</summary>
    const string Unproven = "";

    /// <summary>The divisor of the memory of requests without a known key: what those of one client network may hold together.</summary>
    const int ShareOfNetwork = 8;

    readonly long _most = Math.Min(limits.BodiesMegabytes * 1024L * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory);
    readonly Lock _lock = new();
    readonly FairShare _shares = new(clock);
    readonly Dictionary<string, long> _held = [];
    readonly Dictionary<UInt128, long> _arriving = [];
    long _taken;

    /// <param name="key">The id of the request's key.</param>
    public Part Begin(string key) => new(this, key, network: 0);

    /// <summary>Begins a request whose key is not known yet.</summary>
    /// <param name="network">The number of the client's network.</param>
    public Part BeginKeyless(UInt128 network) => new(this, Unproven, network);

    /// <summary>The bytes that one request holds.</summary>
    public sealed class Part(MemoryInFlight whole, string key, UInt128 network) : IDisposable
    {
        string _key = key;
        long _bytes;
        long _ofNetwork;
        bool _hasArrived;

        /// <summary>The bytes of the body that were received, or decompressed if that is more.</summary>
        public long Read { get; set; }

        /// <summary>
        /// Grows the part to that many bytes; false when there is no room. A lone request always succeeds, so that the largest allowed body
        /// can be sent.
        /// </summary>
        /// <param name="isBrief">True for what is given back within milliseconds: it counts in the whole, not in the key's share.</param>
        public bool TryGrowTo(long bytes, bool isBrief = false)
        {
            lock (whole._lock)
            {
                if (bytes <= _bytes)
                    return true;

                if (!whole.HasRoom(_key, _bytes, bytes, isBrief) || !(isBrief || NetworkHasRoom(bytes)))
                    return false;

                // A brief allocation means that the body has arrived.
                _hasArrived |= isBrief;
                Hold(bytes);
                return true;
            }
        }

        /// <summary>Accounts the part to the key that the body named; false when that key holds its share already.</summary>
        public bool TryBelongTo(string key)
        {
            lock (whole._lock)
            {
                if (key == _key)
                    return true;

                var bytes = _bytes;
                Hold(0);
                if (!whole.HasRoom(key, 0, bytes))
                    return false;

                _key = key;
                Hold(bytes);
                return true;
            }
        }

        public void ShrinkTo(long bytes)
        {
            lock (whole._lock)
            {
                if (bytes < _bytes)
                    Hold(bytes);
            }
        }

        public void Dispose() => ShrinkTo(0);

        /// <summary>True when a body without a known key may grow beside the others of its network that still arrive.</summary>
        bool NetworkHasRoom(long bytes)
        {
            var others = whole._arriving.GetValueOrDefault(network) - _ofNetwork;
            return _key != Unproven || others == 0 || others + bytes <= Share.Half.Of(whole.MostFor(bytes)) / ShareOfNetwork;
        }

        void Hold(long bytes)
        {
            Add(whole._held, _key, bytes - _bytes);
            whole._taken += bytes - _bytes;
            _bytes = bytes;
            var ofNetwork = _key == Unproven && !_hasArrived ? bytes : 0;
            if (ofNetwork == _ofNetwork)
                return;

            Add(whole._arriving, network, ofNetwork - _ofNetwork);
            _ofNetwork = ofNetwork;
        }

        static void Add<T>(Dictionary<T, long> held, T by, long bytes)
            where T : notnull
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(held, by, out _);
            sum += bytes;
            if (sum == 0)
                held.Remove(by);
        }
    }

    /// <summary>True when a request of the key may grow from its present size to a larger one.</summary>
    bool HasRoom(string key, long present, long bytes, bool isBrief = false)
    {
        var share = key == Unproven ? Share.Half : _shares.Of(key);
        var (others, ofKey) = (_taken - present, _held.GetValueOrDefault(key) - present);
        if (others == 0)
            return true;

        var most = MostFor(bytes);
        return others + bytes <= most && (isBrief || ofKey == 0 || ofKey + bytes <= share.Of(most));
    }

    /// <summary>Small requests may use a quarter more, so that a few large bodies cannot block them.</summary>
    long MostFor(long bytes) => bytes <= Small ? _most + (_most / 4) : _most;
}
