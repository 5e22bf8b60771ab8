using System.Text;
using System.Text.Json.Serialization;
using Analytics.Benchmarks.Processes;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Idle;

/// <summary>What one part of the stack uses without traffic.</summary>
/// <param name="Cores">CPU seconds a second.</param>
/// <param name="MemoryBytes">The memory at the end; shared pages count in equal parts in the processes that have them.</param>
sealed record IdlePart(string Name, double Cores, long MemoryBytes);

/// <summary>The result of the benchmark without traffic.</summary>
/// <param name="HashRate">The MB/s that one thread hashed before the start.</param>
sealed record IdleReport(
    DateTimeOffset At,
    Machine Machine,
    double HashRate,
    double SettleSeconds,
    double Seconds,
    IReadOnlyList<IdlePart> Parts
)
{
    /// <summary>Returns the table; the goal is its sum of cores.</summary>
    public string Markdown() =>
        new StringBuilder()
            .AppendLine(
                $"{Seconds:0} s measured, {SettleSeconds:0} s after the jobs were ready, {At:yyyy-MM-dd HH:mm} UTC; "
                    + $"SHA-256 of one thread {HashRate:N0} MB/s."
            )
            .AppendLine(Machine.ToString())
            .AppendLine()
            .Append(
                MarkdownTable.Of(
                    ["", "cores", "MiB"],
                    Parts
                        .Append(new("sum", Parts.Sum(part => part.Cores), Parts.Sum(part => part.MemoryBytes)))
                        .Select(part => (string[])[part.Name, $"{part.Cores:0.000}", $"{part.MemoryBytes / Memory.Mebibyte:N0}"])
                )
            )
            .ToString();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IdleReport))]
sealed partial class IdleJson : JsonSerializerContext;
