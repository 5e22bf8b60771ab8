using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The rows that an erasure found and removed. It holds no id: subjects are keyed hashes.</summary>
sealed record Receipt
{
    public required string RunId { get; init; }
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Null while the run goes on, and in the receipt of an interrupted one.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string? Source { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>HMAC-SHA256 of each id, in hexadecimal; <see cref="SubjectKey"/> defines the input.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>Anonymous ids that were found with the user, and not named.</summary>
    public int LinkedIds { get; init; }

    /// <summary>Linked ids of devices that other users use too: their rows of other users, and their visitor rows, stay.</summary>
    public int SharedIds { get; init; }

    public List<StoreReceipt> Stores { get; } = [];

    /// <summary>The tables of warehouse and lake in which texts with an id were renamed.</summary>
    public List<RenamedTexts> Renamed { get; } = [];

    /// <summary>The days whose sums still count the person and that reprocess takes; only with --recount.</summary>
    public IReadOnlyList<DateOnly>? DaysToReprocess => Recount?.Days;

    [JsonIgnore]
    public DaysToReprocess? Recount { get; set; }

    /// <summary>The copies that this run cannot remove, and when each expires.</summary>
    public required IReadOnlyList<string> Horizons { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ReceiptJson.Default.Receipt);
}

/// <summary>The part of a receipt about one store.</summary>
/// <param name="Store">The store: <c>lake.events</c>, <c>warehouse.sessions</c>.</param>
/// <param name="Found">The person's rows that the run found.</param>
/// <param name="Removed">The rows that it removed.</param>
sealed record StoreReceipt(string Store, long Found, long Removed)
{
    /// <summary>The time from which <c>compact</c> deletes the files that held the rows; the past when they are deleted.</summary>
    public DateTimeOffset? FilesGoneAfter { get; init; }

    /// <summary>
    /// The time until which the table's log may hold the first 32 characters of ids, from the statistics of files that an earlier version
    /// wrote; null when it holds none.
    /// </summary>
    public DateTimeOffset? LogHoldsUntil { get; init; }
}

/// <summary>The part of a receipt about texts that were renamed; every sum of the table is as before.</summary>
/// <param name="Store">The table: <c>warehouse.path_steps</c>.</param>
/// <param name="Texts">The distinct texts, such as paths, that contained an id.</param>
/// <param name="Rows">The rows that had one of them.</param>
sealed record RenamedTexts(string Store, long Texts, long Rows);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(Receipt))]
sealed partial class ReceiptJson : JsonSerializerContext;
