using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>Finds the anonymous ids with which a user was seen, in the events and sessions of the lake.</summary>
static class LinkedIds
{
    const string User = "user_id";
    const string Anonymous = "anonymous_id";

    public static Person Find(BatchRun run, EraseSettings settings)
    {
        var (users, named) = (settings.Ids.Users, settings.Ids.Anonymous);
        if (users.Count == 0 || Pairs(run, settings) is not { } pairs)
            return new(users, named, [], new Dictionary<string, long>());

        var ofUser = Col(User).IsIn([.. users]);
        var linked = pairs
            .Where(ofUser)
            .GroupBy(Anonymous)
            .Count()
            .OrderBy(Col("count").Desc(), Col(Anonymous))
            .Limit(PersonIds.Most + 1)
            .Collect()
            .ToDictionary(row => row.GetAs<string>(0), row => row.GetAs<long>(1));
        if (linked.Count + users.Count + named.Count > PersonIds.Most)
        {
            throw new JobException(
                ExitCodes.DataError,
                $"More than {PersonIds.Most} anonymous ids were seen with this user, as with an id that many people share. Erase them by "
                    + "--anonymous-file in parts, then the user."
            );
        }

        var others = linked.Count == 0 ? [] : Others(pairs.Where(!ofUser), linked.Keys);
        return new(users, [.. named.Union(linked.Keys.Where(id => !others.Contains(id)))], [.. others.Except(named)], linked);
    }

    static HashSet<string> Others(DataFrame pairs, IEnumerable<string> linked) =>
        [.. pairs.Where(Col(Anonymous).IsIn([.. linked])).Select(Anonymous).Distinct().Collect().Select(row => row.GetAs<string>(0))];

    // Rows that have both ids. A visitor of the sessions is an anonymous id, else the user's id.
    static DataFrame? Pairs(BatchRun run, EraseSettings settings)
    {
        var events = DeltaRows.Find(run.Session, run.Lake.Events)?.Select("source", User, Anonymous);
        var sessions = DeltaRows
            .Find(run.Session, run.Lake.Sessions)
            ?.Where($"user_key <> {User}")
            .Select(Col("source"), Col(User), Col("user_key").As(Anonymous));
        var both = events is not null && sessions is not null ? events.Union(sessions) : events ?? sessions;
        var pairs = both?.Where($"{User} IS NOT NULL AND {Anonymous} IS NOT NULL");
        return settings.Source is { } source ? pairs?.Where(Col("source").EqualTo(source)) : pairs;
    }
}
