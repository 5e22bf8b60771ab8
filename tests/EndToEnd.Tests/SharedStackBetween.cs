using EndToEnd.Tests.Batch;
using Xunit.Sdk;
using Xunit.v3;

namespace EndToEnd.Tests;

/// <summary>
/// Runs the classes with stacks of their own before the shared one starts, which would take processor time beside them, and the class that
/// leaves its jobs stopped at the end, so that none starts them again. Each class passes in any order.
/// </summary>
sealed class SharedStackBetween : ITestCollectionOrderer
{
    static readonly Type[] _before = [typeof(DemoTests), typeof(RecomputedTests)];
    static readonly Type[] _after = [typeof(ClusterTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderBy(collection =>
                Is(_after, collection) ? 2
                : Is(_before, collection) ? 0
                : 1
            ),
        ];

    // A class without a collection is one, and is named in its name: "Test collection for EndToEnd.Tests.DemoTests (id: ...)".
    static bool Is(Type[] classes, ITestCollection collection) =>
        classes.Any(one => collection.TestCollectionDisplayName.Contains($" {one.FullName} ", StringComparison.Ordinal));
}
