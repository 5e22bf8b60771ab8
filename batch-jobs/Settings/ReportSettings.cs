namespace Analytics.BatchJobs.Settings;

/// <summary>The settings of a run of report. <c>ReportOptions</c> names the option of each.</summary>
/// <param name="Day">The only UTC day; null for every day that lacks a result.</param>
/// <param name="Newest">The newest day that may be reported.</param>
/// <param name="Funnels">The funnels.</param>
/// <param name="Wait">The longest wait for the lake, and for a run that corrects days.</param>
sealed record ReportSettings(DateOnly? Day, DateOnly Newest, IReadOnlyList<Funnel> Funnels, TimeSpan Wait);
