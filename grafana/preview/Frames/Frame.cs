namespace Analytics.DashboardPreview.Frames;

/// <summary>One result as columns, in the form that panels read.</summary>
/// <param name="Notices">Messages to the viewer about cut or skipped rows.</param>
sealed record Frame(IReadOnlyList<Field> Fields, IReadOnlyList<string> Notices)
{
    public int Rows => Fields.Count == 0 ? 0 : Fields[0].Values.Count;

    /// <exception cref="InvalidOperationException">The query has no such column.</exception>
    public object? Value(string column, int row) => Fields.First(field => field.Name == column).Values[row];
}

/// <summary>One column.</summary>
/// <param name="Labels">The labels that distinguish series of the same name.</param>
/// <param name="Values">Times are milliseconds since 1970; numbers are doubles, null when missing.</param>
sealed record Field(string Name, FieldType Type, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<object?> Values)
{
    public static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();
}

enum FieldType
{
    Time,
    Number,
    Text,
    Flag,
}
