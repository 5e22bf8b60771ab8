using System.Text.Json;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Schedule;

/// <summary>Reads the members of an entry of the schedule's file; a wrong one adds a mistake and reads as its default.</summary>
sealed class EntryReader(JsonElement entry, string place, List<string> mistakes)
{
    /// <param name="name">The member.</param>
    /// <param name="otherwise">The default; null for a member that the entry must have.</param>
    public string? Text(string name, string? otherwise)
    {
        if (!entry.TryGetProperty(name, out var value))
        {
            if (otherwise is null)
                mistakes.Add($"{place}: {name} is missing.");
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            return text;

        mistakes.Add($"{place}: {name} takes a text.");
        return null;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (!entry.TryGetProperty(name, out var value))
            return [];

        if (value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String))
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];

        mistakes.Add($"{place}: {name} takes a list of texts.");
        return [];
    }

    public TimeSpan Time(string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (!entry.TryGetProperty(name, out var value))
            return otherwise;

        if (value.ValueKind is JsonValueKind.String && Duration.Parse(value.GetString()!) is { } time && time >= least && time <= most)
            return time;

        mistakes.Add($"{place}: {name} takes a time of {Duration.Text(least)} to {Duration.Text(most)}, such as 30m or 2h.");
        return otherwise;
    }

    public int Number(string name, int otherwise, int least, int most)
    {
        if (!entry.TryGetProperty(name, out var value))
            return otherwise;

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;

        mistakes.Add($"{place}: {name} takes {least} to {most}.");
        return otherwise;
    }
}
