namespace Analytics.Collector.Settings;

/// <summary>A warning about a setting that is allowed but risky.</summary>
/// <param name="What">The possible harm, without a full stop.</param>
/// <param name="Do">The remedy, without a full stop.</param>
sealed record ConfigurationWarning(string Setting, string What, string Do);

/// <summary>Returns a feature's warnings; called once the listening addresses are known.</summary>
delegate IEnumerable<ConfigurationWarning> WarningSource();
