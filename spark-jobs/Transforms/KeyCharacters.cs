namespace Analytics.Transforms;

/// <summary>Removes control characters from key texts: NUL is deleted, since PostgreSQL refuses it, and the others become blanks.</summary>
public static class KeyCharacters
{
    // NUL is last: translate() deletes characters without a counterpart. The characters are written as Spark's \\uXXXX escapes.
    static readonly string _controls = string.Concat(Enumerable.Range(1, 31).Append(0).Select(code => $"\\u{code:x4}"));
    static readonly string _blanks = new(' ', 31);

    /// <summary>Returns a Spark SQL expression for the key of a text that may be null, at most so many characters long.</summary>
    public static string Key(string text, int length) => $"left({Clean($"coalesce({text}, '')")}, {length})";

    /// <summary>Returns a Spark SQL expression. Nearly all texts have no control characters and are only tested.</summary>
    internal static string Clean(string text) =>
        $"IF({text} RLIKE '[\\\\x00-\\\\x1f]', translate({text}, '{_controls}', '{_blanks}'), {text})";
}
