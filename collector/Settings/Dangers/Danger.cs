namespace Analytics.Collector.Settings.Dangers;

/// <summary>A setting that is allowed, and may hurt.</summary>
/// <param name="What">What can happen, as a sentence without its full stop.</param>
/// <param name="Do">What to do about it, likewise.</param>
sealed record Danger(string Setting, string What, string Do);
