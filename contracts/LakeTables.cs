namespace Analytics.Contracts;

/// <summary>The tables of the lake: folders below the lake's root.</summary>
public static class LakeTables
{
    // Written by the archive, partitioned by received_date.
    public const string Events = "events";
    public const string Rejected = "rejected";

    // Derived by batch jobs; all but visitor_first are partitioned by day, the UTC day in which things happened.

    /// <summary>The places of duplicates: of an event that came more than once the first counts.</summary>
    public const string Duplicates = "duplicates";
    public const string Sessions = "sessions";
    public const string VisitorDays = "visitor_days";
    public const string VisitorFirst = "visitor_first";
}
