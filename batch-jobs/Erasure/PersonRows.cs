using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The conditions under which a row of a table is the person's, as columns; none of them is ever null.</summary>
sealed class PersonRows(Person person)
{
    /// <summary>
    /// The most characters of the ids in one pattern, which has 24 characters for each. A text of more than 65,535 is too long for the code
    /// that Spark generates, and Spark would log that code with the ids.
    /// </summary>
    const int LongestPart = 800;

    readonly IReadOnlyList<Part> _parts = [.. Parts(person.Own)];

    /// <summary>True for a row with one of the person's ids in its columns.</summary>
    /// <param name="user">The column of user ids.</param>
    /// <param name="visitor">The column of anonymous ids or of visitors, which are an anonymous id, else a user id.</param>
    public Column Has(string user, string visitor) =>
        Known(In(user, person.Users) | In(visitor, person.Own) | (In(visitor, person.Shared) & Col(user).IsNull()));

    /// <summary>True for a visitor of the person.</summary>
    public Column Is(string visitor) => Known(In(visitor, person.Own));

    /// <summary>True for a row that also proves which anonymous ids are the person's.</summary>
    public Column HasUser(string user) => Known(In(user, person.Users));

    /// <summary>True for a row with one of the person's ids anywhere in these texts, as <see cref="PersonPattern"/> finds them.</summary>
    public Column Names(Column texts)
    {
        // The search for bytes costs little; a pattern runs only where it could match.
        var isEscaped = texts.Contains("\\") | texts.Contains("%");
        return Any(part => part.Ids.Aggregate(isEscaped, (any, id) => any | texts.Contains(id)) & texts.RLike(part.Pattern));
    }

    /// <summary>As <see cref="Names"/>, for bytes in base64, which need not be UTF-8.</summary>
    public Column NamesInBase64(string column)
    {
        var text = Expr($"replace(decode(unbase64({column}), 'ISO-8859-1'), chr(0), '')");
        return Any(part => text.RLike(part.Pattern));
    }

    /// <summary>
    /// The texts of a row in which one of the person's ids is found, as <see cref="PersonPattern.OfValue"/> finds them, in capital or small
    /// letters; null where no id is long enough.
    /// </summary>
    /// <returns>A cheap condition that holds for every row with such a text, and the texts as an array.</returns>
    public (Column IsPossible, Column Texts)? InValues(IReadOnlyList<string> columns)
    {
        var found = string.Join(
            " OR ",
            _parts.Select(part => part.ValuePattern).OfType<string>().Select(one => $"text RLIKE r'(?iu){one}'")
        );
        if (found.Length == 0)
            return null;

        var all = Lower(ConcatWs("\n", [.. columns.Select(name => Col(name))]));
        var isEscaped = all.Contains("\\") | all.Contains("%");
        return (
            person.Own.Aggregate(isEscaped, (any, id) => any | all.Contains(id.ToLowerInvariant())),
            Expr($"filter(array({string.Join(", ", columns.Select(name => $"`{name}`"))}), text -> {found})")
        );
    }

    Column Any(Func<Part, Column> condition) => Known(_parts.Aggregate(Lit(false), (any, part) => any | condition(part)));

    static IEnumerable<Part> Parts(IReadOnlyList<string> ids)
    {
        var part = new List<string>();
        foreach (var id in ids)
        {
            if (part.Count > 0 && part.Sum(one => one.Length) + id.Length > LongestPart)
            {
                yield return new([.. part]);
                part.Clear();
            }

            part.Add(id);
        }

        if (part.Count > 0)
            yield return new(part);
    }

    static Column In(string column, IReadOnlyList<string> ids) => ids.Count == 0 ? Lit(false) : Col(column).IsIn([.. ids]);

    static Column Known(Column condition) => Coalesce(condition, Lit(false));

    sealed record Part(IReadOnlyList<string> Ids)
    {
        public string Pattern { get; } = PersonPattern.Of(Ids);

        public string? ValuePattern { get; } = PersonPattern.OfValue(Ids);
    }
}
