using System.Globalization;
using System.Text;

namespace Analytics.Contracts;

/// <summary>
/// The regular expression that finds a person's ids in a text: JSON, an address, or damaged bytes. .NET and Java read it alike.
/// The text is Unicode, or bytes read as Latin-1.
/// </summary>
/// <remarks>
/// An id matches as a whole word: <c>ann@x.example</c> is not found in <c>joann@x.example</c>. Each character matches as it is, escaped as
/// in JSON (also several times, as in JSON within JSON) and percent-encoded. An id of fewer than <see cref="Least"/> characters could be
/// any value; it matches only as the value of a JSON member that names a person, such as <c>userId</c> or <c>distinct_id</c>.
/// </remarks>
public static class PersonPattern
{
    /// <summary>The least length of an id that is searched for anywhere.</summary>
    public const int Least = 8;

    /// <summary>The least length of an id that is searched for in a value of a sum.</summary>
    public const int LeastInValue = 4;

    const string Begins = @"(?:(?<![A-Za-z0-9_.+@\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4}))";
    const string Ends = @"(?![A-Za-z0-9_@\-]|[.+][A-Za-z0-9]|%40)";
    const string Quote = """(?:\\*"|\\+u0022)""";
    const string Member =
        @"(?i:user_?id|\$user_id|uid|anonymous_?id|previous_?id|distinct_?id|\$anon_distinct_id|\$device_id|alias|user_?key|visitor)";

    /// <param name="ids">The ids; at least one, none of them empty.</param>
    public static string Of(IReadOnlyCollection<string> ids)
    {
        var words = string.Join('|', ids.Where(id => id.Length >= Least).Select(Literal));
        var values = string.Join('|', ids.Where(id => id.Length < Least).Select(Literal));
        var word = $"{Begins}(?:{words}){Ends}";
        var value = $@"{Quote}{Member}{Quote}\s*:\s*(?:\[\s*)?{Quote}?(?:{values})(?={Quote}|\s*[,\]}}]|$)";
        return values.Length == 0 ? word
            : words.Length == 0 ? value
            : $"(?:{word}|{value})";
    }

    /// <summary>
    /// Returns the pattern that finds ids in a value of a sum, such as a path or a search term. An id of fewer than <see cref="Least"/>
    /// characters matches only as the whole value or a whole segment of a path; one of fewer than <see cref="LeastInValue"/> never, since
    /// it could equally be a page number or a country code.
    /// </summary>
    /// <param name="ids">The ids; none of them empty.</param>
    /// <returns>Null where no id is long enough.</returns>
    public static string? OfValue(IReadOnlyCollection<string> ids)
    {
        var words = ids.Where(id => id.Length >= Least).ToList();
        var segments = string.Join('|', ids.Where(id => id.Length is >= LeastInValue and < Least).Select(Literal));
        var segment = $@"(?:^|[/\t])(?:{segments})(?:[/?#]|$)";
        return segments.Length == 0 ? (words.Count == 0 ? null : Of(words))
            : words.Count == 0 ? segment
            : $"(?:{Of(words)}|{segment})";
    }

    static string Literal(string id) => string.Concat(id.EnumerateRunes().Select(Literal));

    static string Literal(Rune rune)
    {
        var units = rune.ToString();
        var bytes = Encoding.UTF8.GetBytes(units);
        var escaped = string.Concat(units.Select(unit => $@"\\+u{Hex(unit, 4)}"));
        var percent = string.Concat(bytes.Select(one => $"%{Hex(one, 2)}"));
        var latin = rune.IsAscii ? "" : "|" + string.Concat(bytes.Select(one => $@"\u{one:x4}"));
        var literal = string.Concat(units.Select(unit => char.IsAsciiLetterOrDigit(unit) ? $"{unit}" : $@"\u{(int)unit:x4}"));
        return $"(?:{(units is "\"" or "/" or "\\" ? @"\\*" : "")}{literal}{latin}|{escaped}|{percent})";
    }

    // The hexadecimal digits in either case.
    static string Hex(int value, int digits) =>
        string.Concat(
            value
                .ToString($"x{digits}", CultureInfo.InvariantCulture)
                .Select(digit => char.IsAsciiDigit(digit) ? $"{digit}" : $"[{digit}{char.ToUpperInvariant(digit)}]")
        );
}
