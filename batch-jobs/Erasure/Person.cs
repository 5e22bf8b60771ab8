using System.Text.RegularExpressions;
using Analytics.Contracts;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The ids by which the rows of one person are found.</summary>
/// <param name="Users">The user ids.</param>
/// <param name="Anonymous">The anonymous ids that only this person has: those that were named, and linked ones.</param>
/// <param name="Shared">
/// Linked anonymous ids with which other users were seen too, as on a shared device. Only their rows without another user's id are the
/// person's.
/// </param>
/// <param name="Linked">The events of each linked id, by id; for the list that a run without --yes prints.</param>
sealed record Person(
    IReadOnlyList<string> Users,
    IReadOnlyList<string> Anonymous,
    IReadOnlyList<string> Shared,
    IReadOnlyDictionary<string, long> Linked
)
{
    /// <summary>The ids that are the person's alone.</summary>
    public IReadOnlyList<string> Own { get; } = [.. Users.Union(Anonymous)];

    /// <summary>
    /// Returns the pattern that finds the person's own ids in a text. The texts are at most as long as a message of Kafka, and the pattern
    /// does not backtrack over them.
    /// </summary>
    public Regex OwnPattern() => new(PersonPattern.Of(Own), RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));
}
