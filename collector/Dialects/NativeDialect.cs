using Analytics.Collector.Dialects.Posthog;
using Analytics.Collector.Processing;

namespace Analytics.Collector.Dialects;

/// <summary>The native dialect, the only one in which an operator key may send events: rejected ones, of any dialect, again.</summary>
class NativeDialect(string name = Dialect.Native) : Dialect(name)
{
    static readonly Dictionary<string, Dialect> _replayed = (
        (Dialect[])[new(Native), new("segment"), new("jitsu"), new("pixel"), new PosthogDialect()]
    ).ToDictionary(dialect => dialect.Name);

    public override IReadOnlyDictionary<string, Dialect> ForReplay => _replayed;
}
