namespace Analytics.SparkBinding;

/// <summary>A java.math.BigDecimal argument as plain text, for values beyond the 28 digits of <see cref="decimal"/>.</summary>
/// <param name="Text">The number in plain or scientific notation, as java.math.BigDecimal reads it: <c>12345678901234567890.12</c>.</param>
public sealed record JvmDecimalText(string Text);
