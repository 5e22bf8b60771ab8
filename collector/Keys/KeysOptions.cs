using Analytics.Contracts;
using Analytics.Hosting;

namespace Analytics.Collector.Keys;

/// <summary>The write keys, as section <c>Keys</c>: a list.</summary>
sealed class KeysOptions
{
    /// <summary>Empty, because the list is bound at the root.</summary>
    public const string Section = "";

    public List<KeyOptions> Keys { get; set; } = [];

    public IEnumerable<string> Validate() => Keys.SelectMany((key, at) => key.Validate($"Keys:{at}"));
}

/// <summary>One write key and its source.</summary>
sealed class KeyOptions
{
    /// <summary>The key itself, without ":"; use <see cref="Sha256"/> instead to keep the key out of the settings.</summary>
    public string? Key { get; set; }

    /// <summary>The SHA-256 of the key, 64 hexadecimal digits.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The site or app whose events come with this key, 1 to 64 characters.</summary>
    public string Source { get; set; } = "";

    /// <summary>
    /// Browser: public, allowed in an address. Server: secret, may set ip, user agent, historical and old times. Operator: secret, sends
    /// rejected events again.
    /// </summary>
    public KeyKind Kind { get; set; } = KeyKind.Browser;

    /// <summary>The origins (https://shop.example) whose pages may use the key; an empty list means any.</summary>
    public string[] Origins { get; set; } = [];

    /// <summary>The currency of revenue that names none, an ISO 4217 code; give all keys of a source the same.</summary>
    public string Currency { get; set; } = DefaultCurrency;

    /// <summary>Whether the key may be short or well known, for a trial that nobody else can reach; a start is refused otherwise.</summary>
    public bool AllowWeak { get; set; }

    /// <summary>The currency of a key that sets none.</summary>
    public const string DefaultCurrency = "USD";

    /// <summary>The length below which a key can be guessed or looked up, in characters.</summary>
    const int ShortestKey = 16;

    public static bool IsSource(string text) => text.Length is > 0 and <= KeyText.Source && IsPlain(text);

    /// <summary>
    /// True for a text that rows of a list can show: without control characters, also those of writing direction, which reorder the rest of
    /// a row.
    /// </summary>
    public static bool IsPlain(string text) =>
        !text.Any(one =>
            char.IsControl(one) || one is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        );

    public IEnumerable<string> Validate(string at)
    {
        if (string.IsNullOrEmpty(Key) == string.IsNullOrEmpty(Sha256))
            yield return $"{at}: give either Key or Sha256.";

        if (Key?.Contains(':') == true)
            yield return $"{at}:Key: a key holds no ':'.";

        if (Sha256 is { Length: > 0 } && (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit)))
            yield return $"{at}:Sha256: must be 64 hexadecimal digits.";

        if (!AllowWeak && IsWeak())
        {
            yield return $"{at}: a key that is well known or has fewer than {ShortestKey} characters can be guessed: take 32 random bytes, "
                + $"or set {at}:AllowWeak for a trial that nobody else can reach.";
        }

        if (!IsSource(Source))
            yield return $"{at}:Source: must have 1 to {KeyText.Source} characters, none of them a control character.";

        if (!IsoCodes.IsCurrency(Currency))
            yield return $"{at}:Currency: must be an ISO 4217 code of three letters.";

        if (Kind == KeyKind.Operator && Origins.Length > 0)
            yield return $"{at}:Origins: no page may use an operator key.";

        for (var place = 0; place < Origins.Length; place++)
        {
            if (PageOrigin.Of(Origins[place]) is null)
                yield return $"{at}:Origins:{place}: '{Origins[place]}' is no origin like https://shop.example.";
        }
    }

    // A hash is weak only when it equals that of a well-known key.
    bool IsWeak() =>
        Key is { Length: > 0 } key
            ? key.Length < ShortestKey || GuessablePasswords.Has(key)
            : Sha256 is { Length: > 0 } hash
                && GuessablePasswords.WellKnown.Any(word =>
                    hash.Equals(Convert.ToHexString(KeyFormat.Hash(word)), StringComparison.OrdinalIgnoreCase)
                );
}
