using Analytics.Testing;

namespace BatchJobs.Tests.Schedule;

/// <summary>
/// A script in the place of spark-submit.sh. It writes a line for each start, with its pid, arguments and the variables of the run, and
/// then does what the test says.
/// </summary>
sealed class SubmitScript
{
    readonly string _starts;

    public SubmitScript(TestFolder folder, string then)
    {
        Path = System.IO.Path.Combine(folder.Path, "submit.sh");
        _starts = System.IO.Path.Combine(folder.Path, "starts");
        File.WriteAllText(
            Path,
            $"""
            #!/bin/sh
            echo "$$|$*|$ANALYTICS_RUN_ID|$ANALYTICS_RUN_SCHEDULED_FOR|$ANALYTICS_RUN_LOG" >> '{_starts}'
            echo "output of $ANALYTICS_RUN_ID"
            {then}
            """
        );
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public IReadOnlyList<Start> Starts =>
        File.Exists(_starts)
            ?
            [
                .. File.ReadAllLines(_starts)
                    .Select(line => line.Split('|'))
                    .Select(parts => new Start(int.Parse(parts[0]), parts[1], parts[2], parts[3], parts[4])),
            ]
            : [];

    public sealed record Start(int Pid, string Arguments, string RunId, string ScheduledFor, string Log);
}
