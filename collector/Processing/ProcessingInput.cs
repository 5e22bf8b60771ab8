using Analytics.Collector.Enrichment;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Processing;

/// <summary>One event to process, with what applies to it.</summary>
/// <param name="Envelope">The values that its batch gives.</param>
/// <param name="Dialect">The dialect of its members.</param>
/// <param name="Facts">The facts of its receipt.</param>
readonly record struct ProcessingInput(EventSlice Slice, Envelope Envelope, Dialect Dialect, RequestFacts Facts);
