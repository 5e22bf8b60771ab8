using System.Text.Json.Serialization;

namespace Analytics.Collector.Delivery.Spool.Commands;

/// <summary>The events that <see cref="SpoolErasure"/> found and removed.</summary>
/// <param name="Refused">Events of the person in <see cref="RefusedEvents.Name"/>.</param>
/// <param name="Corrupt">Ranges of damaged bytes that name the person, in <c>*.corrupt</c>.</param>
/// <param name="Waiting">Events of the person that Kafka has not acknowledged. They are not removed.</param>
/// <param name="Removed">The events and ranges that were overwritten.</param>
/// <param name="Horizon">The way and the end of the waiting events.</param>
sealed record SpoolReceipt(int Refused, int Corrupt, int Waiting, int Removed, string Horizon);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SpoolReceipt))]
sealed partial class SpoolReceiptJson : JsonSerializerContext;
