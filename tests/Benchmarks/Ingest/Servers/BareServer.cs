using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Processes;

namespace Analytics.Benchmarks.Ingest.Servers;

/// <summary>The bare server in a separate process.</summary>
sealed class BareServer(string folder) : HttpComponent("bare", folder, "/")
{
    private protected override ProcessSpec Spec() => new(Name, ["dotnet", Repository.Assembly("Benchmarks"), "bare", "--url", Url], Log);
}
