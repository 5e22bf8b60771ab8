using System.Security.Cryptography;

namespace Analytics.Benchmarks.Measuring;

/// <summary>Measures the machine's speed at the moment, so that figures of different machines and hours can be compared.</summary>
static class Calibration
{
    static readonly TimeSpan _time = TimeSpan.FromSeconds(0.5);

    /// <summary>Returns the megabytes that one thread hashes with SHA-256 in a second.</summary>
    public static double HashRate(TimeProvider clock)
    {
        var block = new byte[1_000_000];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(block, hash); // Loads the library.
        var began = clock.GetTimestamp();
        var blocks = 0;
        while (clock.GetElapsedTime(began) < _time)
        {
            SHA256.HashData(block, hash);
            blocks++;
        }

        return blocks / clock.GetElapsedTime(began).TotalSeconds;
    }
}
