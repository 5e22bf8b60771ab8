using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(TestEnvironment))]
// Every test starts processes; the machine's cores are better used by one at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
