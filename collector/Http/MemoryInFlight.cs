namespace Analytics.Collector.Http;

/// <summary>
/// Bounds the memory of requests in flight by their bodies: what is made of a body is a small multiple of it. A request holds its part
/// until it is
/// answered; one that finds no room is refused, so that overload is said and not suffered.
/// </summary>
sealed class MemoryInFlight(LimitsOptions limits)
{
    /// <summary>
    /// A body, its events, their messages and Kafka's copy of those: four times a body, at most; the rest is for everything else.
    /// </summary>
    const int ShareOfMemory = 16;

    const int Small = 64 * 1024;

    readonly long _most = Math.Min(limits.BodiesMegabytes * 1024L * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory);
    long _taken;

    public Part Begin() => new(this);

    /// <summary>One request's part.</summary>
    public sealed class Part(MemoryInFlight whole) : IDisposable
    {
        long _bytes;

        /// <summary>
        /// Makes the part that large; false when there is no room. A lone request always finds it: otherwise the largest could never be
        /// sent.
        /// </summary>
        public bool TryGrowTo(long bytes)
        {
            var more = bytes - _bytes;
            if (more <= 0)
                return true;

            var taken = Interlocked.Add(ref whole._taken, more);
            // Small ones have a quarter more to themselves: a few clients with large bodies must not shut the others out.
            var most = bytes <= Small ? whole._most + (whole._most / 4) : whole._most;
            if (taken > most && taken > bytes)
            {
                Interlocked.Add(ref whole._taken, -more);
                return false;
            }

            _bytes = bytes;
            return true;
        }

        public void ShrinkTo(long bytes)
        {
            if (bytes < _bytes)
            {
                Interlocked.Add(ref whole._taken, bytes - _bytes);
                _bytes = bytes;
            }
        }

        public void Dispose() => ShrinkTo(0);
    }
}
