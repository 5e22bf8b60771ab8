namespace Analytics.Collector.Settings;

/// <summary>One setting, as a person looks it up.</summary>
/// <param name="Name">As it is given on the command line; N stands for a number from 0, NAME for any name.</param>
/// <param name="Default">Empty when there is none.</param>
/// <param name="Range">What it takes; empty when the sentence says it.</param>
/// <param name="Sentence">The option's own doc comment.</param>
sealed record Setting(string Name, string Default, string Range, string Sentence);
