namespace Analytics.Transforms;

/// <summary>The place of the client's properties of an event: a text, and the JSON path of the properties in it.</summary>
/// <param name="Sql">An expression of type STRING.</param>
/// <param name="Path">The path: <c>$</c> where the text is the properties themselves.</param>
sealed record PropertyText(string Sql, string Path)
{
    /// <summary>The place in a message, a row of <see cref="KafkaRow"/>.</summary>
    public static PropertyText OfMessage { get; } = new(KafkaRow.Text, "$.properties");

    /// <summary>The place in a row of the lake's events.</summary>
    public static PropertyText OfLake { get; } = new("properties", "$");
}
