using System.Text;
using System.Text.RegularExpressions;

namespace Analytics.DashboardPreview.Macros;

/// <summary>Removes comments from SQL, so that a macro inside one is not expanded; leaves quoted text unchanged.</summary>
static partial class SqlComments
{
    /// <summary>Splits off a trailing SQLCommenter block (<c>/*key='value'*/</c>), which goes to the server unchanged.</summary>
    public static (string Body, string Trailer) SplitTrailer(string sql)
    {
        var trailer = Trailer().Match(sql);
        return trailer.Success ? (sql[..trailer.Index], trailer.Value) : (sql, "");
    }

    public static string Remove(string sql)
    {
        var kept = new StringBuilder(sql.Length);
        for (var at = 0; at < sql.Length; )
        {
            var end = EndOfQuoted(sql, at);
            if (end > at)
            {
                kept.Append(sql, at, end - at);
                at = end;
            }
            else if (StartsAt(sql, at, "--"))
            {
                at = IndexOrEnd(sql, "\n", at);
            }
            else if (StartsAt(sql, at, "/*"))
            {
                kept.Append(' ');
                at = Math.Min(sql.Length, IndexOrEnd(sql, "*/", at + 2) + 2);
            }
            else
            {
                kept.Append(sql[at++]);
            }
        }
        return kept.ToString();
    }

    /// <summary>Returns the end of the quoted text that starts here, or <paramref name="at"/> when none starts.</summary>
    static int EndOfQuoted(string sql, int at)
    {
        if (sql[at] is '\'' or '"')
        {
            var escapes = sql[at] == '\'' && at > 0 && sql[at - 1] is 'e' or 'E';
            for (var i = at + 1; i < sql.Length; i++)
            {
                if (escapes && sql[i] == '\\')
                    i++;
                else if (sql[i] == sql[at])
                    return i + 1;
            }
            return sql.Length;
        }
        if (sql[at] != '$' || DollarTag().Match(sql, at) is not { Success: true } tag || tag.Index != at)
            return at;
        var close = sql.IndexOf(tag.Value, at + tag.Length, StringComparison.Ordinal);
        return close < 0 ? at : close + tag.Length;
    }

    static bool StartsAt(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;

    static int IndexOrEnd(string sql, string text, int from)
    {
        var found = sql.IndexOf(text, from, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found;
    }

    [GeneratedRegex(@"/\*\s*[\w.%-]+='[^']*'(\s*,\s*[\w.%-]+='[^']*')*\s*\*/\s*$")]
    private static partial Regex Trailer();

    [GeneratedRegex(@"\$([A-Za-z_]\w*)?\$")]
    private static partial Regex DollarTag();
}
