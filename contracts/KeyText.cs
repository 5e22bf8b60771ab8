namespace Analytics.Contracts;

/// <summary>
/// The greatest lengths of texts that are keys of rows, in characters: the collector rejects longer ones, streaming truncates them.
/// </summary>
public static class KeyText
{
    public const int Source = 64;
    public const int Name = 200;
    public const int Country = 2;
    public const int Device = 32;
    public const int Currency = 3;

    /// <summary>Two of them and a source fit into one entry of a PostgreSQL index.</summary>
    public const int Path = 250;
}
