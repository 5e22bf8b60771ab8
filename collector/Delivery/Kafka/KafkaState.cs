namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Whether Kafka could take events when it was last asked, and if not, why.</summary>
sealed class KafkaState : IDisposable
{
    readonly ManualResetEventSlim _ready = new();
    volatile string? _unhealthyReason = "not asked yet";

    public bool Ready => _unhealthyReason is null;

    /// <summary>Null when all is well.</summary>
    public string? UnhealthyReason
    {
        get => _unhealthyReason;
        set
        {
            _unhealthyReason = value;
            if (value is null)
                _ready.Set();
            else
                _ready.Reset();
        }
    }

    /// <summary>Blocks until Kafka could take events.</summary>
    /// <exception cref="OperationCanceledException">It is canceled first.</exception>
    public void WaitUntilReady(CancellationToken stopping) => _ready.Wait(stopping);

    public void Dispose() => _ready.Dispose();
}
