namespace Analytics.Collector.Delivery.Kafka;

/// <summary>The result of the last Kafka probe: whether Kafka can take events, and if not, why.</summary>
sealed class KafkaState : IDisposable
{
    readonly ManualResetEventSlim _ready = new();
    volatile string? _unhealthyReason = "not asked yet";

    public bool Ready => _unhealthyReason is null;

    /// <summary>The reason why Kafka can't take events; null when it can.</summary>
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

    /// <summary>Blocks until Kafka can take events.</summary>
    /// <exception cref="OperationCanceledException">The wait was canceled first.</exception>
    public void WaitUntilReady(CancellationToken stopping) => _ready.Wait(stopping);

    public void Dispose() => _ready.Dispose();
}
