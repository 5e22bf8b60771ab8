namespace Analytics.DashboardPreview.Macros;

/// <summary>A query ready for PostgreSQL, and the fill that its macros request for the rows.</summary>
sealed record ExpandedSql(string Text, Fill? Fill);

/// <summary>The third argument of <c>$__timeGroup</c>: the value of a bucket without a row.</summary>
sealed record Fill(FillMode Mode, TimeSpan Interval, double Value = 0);

enum FillMode
{
    /// <summary>A gap.</summary>
    Null,

    /// <summary>The last value seen.</summary>
    Previous,

    /// <summary>A number.</summary>
    Value,
}
