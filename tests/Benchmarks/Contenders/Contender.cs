using Analytics.Local.Postgres;

namespace Analytics.Benchmarks.Contenders;

/// <summary>One way to run the streaming part.</summary>
/// <param name="Name">The name on the command line and in the tables.</param>
/// <param name="What">A description in a few words.</param>
/// <param name="Applications">The Spark applications of the contender.</param>
sealed record Contender(string Name, string What, IReadOnlyList<Application> Applications)
{
    /// <summary>The step that this step is compared with; null when the contender is no step.</summary>
    public string? Before { get; init; }

    /// <summary>True when events go to the lake.</summary>
    public bool HasLake { get; init; } = true;

    /// <summary>The factor by which the warm-up is longer than asked; 1 for our jobs, which report when they are warm.</summary>
    public int WarmTimes { get; init; } = 1;

    /// <summary>The events a second; null for those of the load.</summary>
    public double? Rate { get; init; }

    /// <summary>True when it counts by the recipe of <c>Stock/</c>, in separate tables.</summary>
    public bool IsStock { get; init; }
}

/// <summary>One submitted Spark application.</summary>
/// <param name="Name">The name of its process in the tables.</param>
/// <param name="Jobs">The jobs that <c>spark-submit.sh</c> is to run, or the name of another program.</param>
sealed record Application(string Name, string Jobs)
{
    /// <summary>True when it is a separate program and not jobs of ours.</summary>
    public bool IsProgram { get; init; }

    /// <summary>The options of the jobs.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The words before the command.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>The role that it connects to PostgreSQL as.</summary>
    public Role Role { get; init; } = Role.Writer;
}
