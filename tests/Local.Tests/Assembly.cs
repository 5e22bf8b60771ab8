using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(TestEnvironment))]
// Every test starts processes, so the tests run one at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
