using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Transforms;

namespace Analytics.BatchJobs.Runs;

/// <summary>Creates the subcommand of a job.</summary>
static class JobCommand
{
    /// <param name="name">The job's name on the command line and in warehouse.batch_runs.</param>
    /// <param name="what">What the job does, in sentences, with an example.</param>
    /// <param name="shared">The settings that may come from the environment; they are not recorded, since they may hold secrets.</param>
    /// <param name="recorded">The job's options; their values are recorded with the run.</param>
    /// <param name="unrecorded">Options whose values are personal.</param>
    /// <param name="run">The job; returns one of <see cref="ExitCodes"/>.</param>
    public static Command Create(
        string name,
        string what,
        IReadOnlyList<EnvironmentOption> shared,
        IReadOnlyList<Option> recorded,
        IReadOnlyList<Option> unrecorded,
        Func<ParseResult, BatchRun, CancellationToken, Task<int>> run
    )
    {
        var command = new Command(name, what);
        foreach (var setting in shared)
            command.Add(setting);

        foreach (var option in recorded.Concat(unrecorded))
            command.Add(option);

        if (shared.Contains(GrafanaOptions.Url))
            command.Validators.Add(GrafanaOptions.CheckTogether);

        if (recorded.Contains(SharedOptions.Yes))
            command.Validators.Add(SharedOptions.RefuseBoth);

        command.SetAction(
            (parsed, stopping) =>
            {
                var settings = new RunSettings(
                    shared.Contains(SharedOptions.Lake) ? new LakeFolder(SharedOptions.Lake.Get(parsed)) : null,
                    shared.Contains(SharedOptions.Warehouse) ? SharedOptions.Warehouse.Get(parsed)
                        : shared.Contains(SharedOptions.OptionalWarehouse) ? SharedOptions.OptionalWarehouse.Find(parsed)
                        : null,
                    (recorded.Contains(SharedOptions.DryRun) && parsed.GetValue(SharedOptions.DryRun))
                        || (recorded.Contains(SharedOptions.Yes) && !parsed.GetValue(SharedOptions.Yes))
                )
                {
                    Arguments = string.Join(' ', recorded.Select(option => Text(parsed.GetResult(option))).Where(text => text.Length > 0)),
                    Goals = Goals.Read(shared.Contains(Goals.Setting) ? Goals.Setting.Find(parsed) : null),
                    Properties = PropertyDimensions.Parse(
                        shared.Contains(PropertyDimensions.Setting) ? PropertyDimensions.Setting.Find(parsed) : null
                    ),
                    Grafana = shared.Contains(GrafanaOptions.Url) ? GrafanaOptions.Find(parsed) : null,
                };
                return BatchRun.ExecuteAsync(name, settings, RunIdentity.FromEnvironment(), begun => run(parsed, begun, stopping));
            }
        );
        return command;
    }

    static string Text(OptionResult? given) =>
        given is null or { Implicit: true } ? "" : string.Join(' ', [given.Option.Name, .. given.Tokens.Select(token => token.Value)]);
}
