namespace Analytics.Collector.Settings;

/// <summary>A setting that is allowed, and may hurt.</summary>
/// <param name="What">What can happen, as a sentence without its full stop.</param>
/// <param name="Do">What to do about it, likewise.</param>
sealed record ConfigurationWarning(string Setting, string What, string Do);

/// <summary>A feature's warnings; asked once the addresses are known that are listened on.</summary>
delegate IEnumerable<ConfigurationWarning> WarningSource();
