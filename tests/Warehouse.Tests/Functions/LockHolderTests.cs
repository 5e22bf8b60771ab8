using Analytics.Contracts;
using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

public sealed class LockHolderTests(WarehouseServer server)
{
    const string Holder = $"SELECT {WarehouseFunctions.LockHolder}($1)";

    [Fact]
    public void Names_the_backend_and_since_when()
    {
        using var database = server.Create();
        using var first = database.Open(Roles.Writer);
        using var second = database.Open(Roles.Writer);
        first.Execute("SELECT pg_try_advisory_lock(hashtext('analytics.live-metrics'))");

        var pid = first.Value<int>("SELECT pg_backend_pid()");
        Assert.Matches(
            $"^backend pid {pid} since [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}} [0-9:]{{8}} UTC$",
            second.Value<string>(Holder, QueryNames.LiveMetrics)
        );
    }

    [Fact]
    public void Names_the_role_of_a_holder_that_is_no_copy()
    {
        using var database = server.Create();
        using var owner = database.Open(Roles.Owner);
        using var writer = database.Open(Roles.Writer);
        owner.Execute("SELECT pg_advisory_lock(hashtext('analytics.live-metrics'))");

        Assert.Equal($"backend pid {owner.ProcessId} of {Roles.Owner}", writer.Value<string>(Holder, QueryNames.LiveMetrics));
    }

    [Fact]
    public void Is_null_of_another_query_and_of_another_database()
    {
        using var database = server.Create();
        using var other = server.Create();
        using var holder = database.Open(Roles.Writer);
        using var here = database.Open(Roles.Writer);
        using var elsewhere = other.Open(Roles.Writer);
        holder.Execute("SELECT pg_try_advisory_lock(hashtext('analytics.live-metrics'))");

        Assert.Equal(["null"], here.Rows(Holder, QueryNames.RejectedCounts));
        Assert.Equal(["null"], elsewhere.Rows(Holder, QueryNames.LiveMetrics));
    }
}
