namespace Analytics.Collector.Http;

/// <summary>
/// Bounds the memory of requests in flight by the size of their bodies. A request holds its part until it is answered; one that finds no
/// room is refused, so that overload is answered with 503 instead of exhausting memory.
/// </summary>
sealed class MemoryInFlight(LimitsOptions limits)
{
    /// <summary>
    /// The divisor of the available memory: a body, its events, their messages and Kafka's copies take at most four times the body's size.
    /// </summary>
    const int ShareOfMemory = 16;

    const int Small = 64 * 1024;

    readonly long _most = Math.Min(limits.BodiesMegabytes * 1024L * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory);
    long _taken;

    public Part Begin() => new(this);

    /// <summary>The bytes that one request holds.</summary>
    public sealed class Part(MemoryInFlight whole) : IDisposable
    {
        long _bytes;

        /// <summary>
        /// Grows the part to that many bytes; false when there is no room. A lone request always succeeds, so that the largest allowed body
        /// can be sent.
        /// </summary>
        public bool TryGrowTo(long bytes)
        {
            var more = bytes - _bytes;
            if (more <= 0)
                return true;

            var taken = Interlocked.Add(ref whole._taken, more);
            // Small requests may use a quarter more, so that a few large bodies cannot block them.
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
