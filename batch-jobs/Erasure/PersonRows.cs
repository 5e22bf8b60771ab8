using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The conditions under which a row of a table is the person's, as columns; none of them is ever null.</summary>
sealed class PersonRows(Person person)
{
    readonly string? _pattern = person.Own.Count == 0 ? null : PersonPattern.Of(person.Own);

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
        if (_pattern is null)
            return Lit(false);

        // The search for bytes costs little; the pattern runs only where it could match.
        var possible = person.Own.Aggregate(texts.Contains("\\") | texts.Contains("%"), (any, id) => any | texts.Contains(id));
        return Known(possible & texts.RLike(_pattern));
    }

    /// <summary>As <see cref="Names"/>, for bytes in base64, which need not be UTF-8.</summary>
    public Column NamesInBase64(string column) =>
        _pattern is null ? Lit(false) : Known(Expr($"replace(decode(unbase64({column}), 'ISO-8859-1'), chr(0), '')").RLike(_pattern));

    static Column In(string column, IReadOnlyList<string> ids) => ids.Count == 0 ? Lit(false) : Col(column).IsIn([.. ids]);

    static Column Known(Column condition) => Coalesce(condition, Lit(false));
}
