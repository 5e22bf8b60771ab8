namespace Analytics.Collector.Settings;

/// <summary>One setting of the reference.</summary>
/// <param name="Name">The name as given on the command line; N is a number from 0, NAME is any name.</param>
/// <param name="Default">The default value; empty when there is none.</param>
/// <param name="Range">The allowed values; empty when the sentence says them.</param>
/// <param name="Sentence">The option's doc comment.</param>
sealed record Setting(string Name, string Default, string Range, string Sentence);
