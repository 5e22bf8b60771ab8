namespace SparkBinding.Tests.Contract;

/// <summary>The two lists of signatures beside this file.</summary>
static class Lists
{
    /// <summary>Reads the lines of a list: <c># type</c>, then its members.</summary>
    internal static List<string> Read(string file)
    {
        var (type, members) = ("", new List<string>());
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Contract", file)).Where(line => line.Length > 0))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                type = line[2..];
            else if (!line.StartsWith("//", StringComparison.Ordinal))
                members.Add($"{type}: {line}");
        }

        return members;
    }
}
