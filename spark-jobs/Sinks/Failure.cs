using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;
using Npgsql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Tells failures that pass (a server away, a ledger behind after its recovery) from those that no retry mends.</summary>
static class Failure
{
    // Classes of SQLSTATE that say the schema or the rights are not what the code expects.
    static readonly string[] _fatalSqlStates = ["28", "3D", "3F", "42", "AN002"];

    // Classes of SQLSTATE that say a value cannot be stored: data exception, constraint, limit of the program.
    static readonly string[] _dataSqlStates = ["22", "23", "54"];

    /// <summary>A sentence when no retry mends it, else null.</summary>
    public static string? FatalReason(string query, Exception e) => Refusal(query, e, _fatalSqlStates);

    /// <summary>A sentence when the warehouse refuses a value that is no single message's, else null.</summary>
    public static string? FatalValue(string query, Exception e) => Refusal(query, e, _dataSqlStates);

    static string? Refusal(string query, Exception e, string[] sqlStates) =>
        SqlState(e) is { } state && sqlStates.Any(state.StartsWith)
            ? $"{query} stops: the warehouse refuses its statement (SQLSTATE {state}): {Summary(e)}. Has the schema been "
                + "migrated to this version, and has the role its rights?"
            : null;

    /// <summary>True when a message's own content may be the reason, and not the sink's state.</summary>
    public static bool MayBeOfData(Exception e) =>
        SqlState(e) is { } state ? _dataSqlStates.Any(state.StartsWith) : JvmException.Of(e) is not null;

    /// <summary>The innermost message, one line.</summary>
    public static string Summary(Exception e)
    {
        var text = JvmException.Of(e) is { } jvm ? $"{jvm.ClassName}: {jvm.JavaMessage}" : e.GetBaseException().Message;
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= 500 ? line : line[..500] + "...";
    }

    static string? SqlState(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is PostgresException postgres)
                return postgres.SqlState;
        }

        return JvmException.Of(e)?.Throwable is { } throwable ? JavaSqlState(throwable) : null;
    }

    static string? JavaSqlState(JvmObjectReference throwable)
    {
        try
        {
            return throwable.Invoke("getSQLState") as string;
        }
        catch (Exception)
        {
            return null; // Not an SQLException.
        }
    }
}
