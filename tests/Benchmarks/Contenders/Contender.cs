using Analytics.Local;

namespace Analytics.Benchmarks.Contenders;

/// <summary>One way to run the streaming part.</summary>
/// <param name="Name">On the command line and in the tables.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Applications">Its Spark applications.</param>
sealed record Contender(string Name, string What, IReadOnlyList<Application> Applications)
{
    /// <summary>The step before it on the way down; null when it is no step.</summary>
    public string? Before { get; init; }

    /// <summary>Whether events go to the lake.</summary>
    public bool HasLake { get; init; } = true;

    /// <summary>How much longer than asked for it warms up: ours are warm when they say that they are ready.</summary>
    public int WarmTimes { get; init; } = 1;

    /// <summary>Whether it counts by the recipe of <c>Stock/</c>, in tables of its own.</summary>
    public bool IsStock { get; init; }
}

/// <summary>One submitted Spark application.</summary>
/// <param name="Name">Of its process in the tables.</param>
/// <param name="Jobs">The jobs that <c>spark-submit.sh</c> is to run, or the name of another program.</param>
sealed record Application(string Name, string Jobs)
{
    /// <summary>It is a program of its own, not jobs of ours.</summary>
    public bool IsProgram { get; init; }

    /// <summary>Options of the jobs.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What stands before the command.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>Whom it connects to PostgreSQL as.</summary>
    public Role Role { get; init; } = Role.Writer;
}
