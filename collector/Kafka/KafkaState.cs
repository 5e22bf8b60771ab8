namespace Analytics.Collector.Kafka;

/// <summary>Whether Kafka could take events when it was last asked, and if not, why.</summary>
sealed class KafkaState
{
    volatile string? _trouble = "not asked yet";

    public bool Ready => _trouble is null;

    /// <summary>Null when all is well.</summary>
    public string? Trouble
    {
        get => _trouble;
        set => _trouble = value;
    }
}
