using System.Text;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>Extracts the literal words of a regular expression. Unknown syntax is left out: fewer words are always correct.</summary>
ref struct PatternWords
{
    /// <summary>The shortest word, in characters; a single letter occurs everywhere.</summary>
    const int Shortest = 2;

    ReadOnlySpan<char> _rest;

    /// <returns>Groups of words in lower case; a match contains at least one word of each group.</returns>
    public static List<string[]> Of(string pattern)
    {
        var reader = new PatternWords { _rest = pattern };
        return reader.Alternatives();
    }

    /// <summary>Returns the words of one branch; of several branches, one group of the best word of each, if each has one.</summary>
    List<string[]> Alternatives()
    {
        var branches = new List<List<string[]>> { Branch() };
        while (Take('|'))
            branches.Add(Branch());

        if (branches.Count == 1)
            return branches[0];

        return branches.TrueForAll(branch => branch.Count > 0)
            ?
            [
                [.. branches.SelectMany(Best).Distinct()],
            ]
            : [];
    }

    static string[] Best(List<string[]> branch) =>
        branch.OrderBy(group => group.Length).ThenByDescending(group => group.Min(word => word.Length)).First();

    List<string[]> Branch()
    {
        var groups = new List<string[]>();
        var word = new StringBuilder();
        while (_rest.Length > 0 && _rest[0] is not ('|' or ')'))
        {
            var isLetter = TryLetter(out var letter);
            if (isLetter)
                word.Append(letter);
            else
                End(word, groups);

            var inner = isLetter ? [] : Other();
            if (TryQuantifier(out var isOptional))
            {
                if (isOptional && isLetter)
                    word.Length--;
                if (isOptional)
                    inner = [];

                End(word, groups);
            }

            groups.AddRange(inner);
        }

        End(word, groups);
        return groups;
    }

    static void End(StringBuilder word, List<string[]> groups)
    {
        if (word.Length >= Shortest)
            groups.Add([word.ToString()]);

        word.Clear();
    }

    /// <summary>Reads a literal character, an escaped one, or both cases of a letter: [Bb].</summary>
    bool TryLetter(out char letter)
    {
        letter = char.ToLowerInvariant(_rest[0]);
        var length = 1;
        switch (_rest[0])
        {
            case '(' or '.' or '^' or '$':
                return false;
            case '\\' when char.IsAsciiLetterOrDigit(_rest[1]):
                return false;
            case '\\':
                (letter, length) = (_rest[1], 2);
                break;
            case '[' when _rest is ['[', var one, var other, ']', ..] && char.IsAsciiLetter(one) && (one | ' ') == (other | ' '):
                (letter, length) = ((char)(one | ' '), 4);
                break;
            case '[':
                return false;
        }

        _rest = _rest[length..];
        return true;
    }

    /// <summary>Reads anything else: a group, which has words, or a class, an anchor or an escape, which have none.</summary>
    List<string[]> Other()
    {
        if (Take('('))
            return Group();

        _rest = _rest[
            (
                _rest[0] switch
                {
                    '[' => ClassLength(),
                    '\\' => 2,
                    _ => 1,
                }
            )..
        ];
        return [];
    }

    List<string[]> Group()
    {
        var isPlain = !Take('?') || Take(':');
        var inner = Alternatives();
        Take(')');
        return isPlain ? inner : [];
    }

    readonly int ClassLength()
    {
        var at = _rest[1] == '^' ? 2 : 1;
        if (_rest[at] == ']')
            at++;
        while (_rest[at] != ']')
            at += _rest[at] == '\\' ? 2 : 1;

        return at + 1;
    }

    bool TryQuantifier(out bool isOptional)
    {
        isOptional = _rest is ['?' or '*', ..] or ['{', '0' or ',', ..];
        if (_rest is not ['?' or '*' or '+' or '{', ..])
            return false;

        _rest = _rest[(_rest[0] == '{' ? _rest.IndexOf('}') + 1 : 1)..];
        if (!Take('?'))
            Take('+');
        return true;
    }

    bool Take(char expected)
    {
        if (_rest.Length == 0 || _rest[0] != expected)
            return false;

        _rest = _rest[1..];
        return true;
    }
}
