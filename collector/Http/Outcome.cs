using System.Diagnostics.CodeAnalysis;

namespace Analytics.Collector.Http;

/// <summary>A value, or the problem that prevented it.</summary>
readonly record struct Outcome<T>(T? Value, Problem? Problem)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsGood => Problem is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(null, problem);
}
