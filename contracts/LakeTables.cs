namespace Analytics.Contracts;

/// <summary>The tables of the lake: folders below the lake's root.</summary>
public static class LakeTables
{
    public const string Events = "events";
    public const string Rejected = "rejected";
}
