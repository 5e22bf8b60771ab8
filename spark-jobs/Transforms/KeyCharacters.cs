namespace Analytics.Transforms;

/// <summary>Key text without control characters: NUL goes (PostgreSQL takes none), the others become a blank.</summary>
static class KeyCharacters
{
    // translate() drops what has no counterpart: NUL stands last. Written as Spark's \\uXXXX escapes.
    static readonly string _controls = string.Concat(Enumerable.Range(1, 31).Append(0).Select(code => $"\\u{code:x4}"));
    static readonly string _blanks = new(' ', 31);

    /// <summary>A Spark SQL expression; nearly all text has none, and is only looked at.</summary>
    public static string Clean(string text) =>
        $"IF({text} RLIKE '[\\\\x00-\\\\x1f]', translate({text}, '{_controls}', '{_blanks}'), {text})";
}
