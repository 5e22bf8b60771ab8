using Analytics.Collector.Settings;

namespace Analytics.Collector.Http;

/// <summary>Warns about limits that are too high to protect the collector.</summary>
static class LimitsWarnings
{
    const int MegaByte = 1024 * 1024;

    public static IEnumerable<ConfigurationWarning> Of(LimitsOptions limits)
    {
        foreach (
            var (name, value, most) in ((string, int, int)[])
                [
                    (nameof(limits.PlainBodyBytes), limits.PlainBodyBytes, 16 * MegaByte),
                    (nameof(limits.CompressedBodyBytes), limits.CompressedBodyBytes, 8 * MegaByte),
                    (nameof(limits.DecompressedBodyBytes), limits.DecompressedBodyBytes, 32 * MegaByte),
                    (nameof(limits.Events), limits.Events, 10_000),
                    (nameof(limits.DecompressionRatio), limits.DecompressionRatio, 200),
                    (nameof(limits.Depth), limits.Depth, 64),
                ]
        )
        {
            if (value > most)
            {
                yield return new(
                    $"Limits:{name}",
                    $"a few requests of {value:N0} can take all memory or time",
                    $"stay at or under {most:N0}"
                );
            }
        }

        if (limits.Connections > 100_000)
        {
            yield return new(
                "Limits:Connections",
                $"{limits.Connections:N0} idle connections alone take some GiB",
                "stay at or under 100,000"
            );
        }
        if (limits.HeaderTimeout > TimeSpan.FromSeconds(30))
            yield return new("Limits:HeaderTimeout", "clients that send nothing hold their connections that long", "stay at or under 30 s");
        if (limits.BodyTimeout > TimeSpan.FromMinutes(1))
        {
            yield return new(
                "Limits:BodyTimeout",
                "stalled clients hold their connections and their memory that long",
                "stay at or under a minute"
            );
        }
    }
}
