using System.Collections.Concurrent;

namespace Analytics.SparkBinding.Protocol;

/// <summary>Ids that nobody here needs any more, told to the JVM in groups by a thread of its own.</summary>
/// <remarks>Finalizers end here, so adding never touches a socket and never waits.</remarks>
sealed class ReleaseQueue : IDisposable
{
    const int GroupSize = 500;

    // What a burst of calls leaves behind goes in one write instead of one each.
    static readonly TimeSpan _linger = TimeSpan.FromMilliseconds(5);
    readonly JvmClient _client;
    readonly ConcurrentQueue<string> _ids = new();
    readonly AutoResetEvent _wake = new(false);
    readonly ManualResetEvent _stop = new(false);
    int _awake;

    public ReleaseQueue(JvmClient client) => _client = client;

    /// <summary>From here on connections may be opened.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "spark-releases" }.UnsafeStart();

    public void Add(string id)
    {
        _ids.Enqueue(id);
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            _wake.Set();
    }

    public void Dispose() => _stop.Set();

    void Run()
    {
        GatewayConnection? connection = null;
        var batch = new CommandBatch();
        while (WaitHandle.WaitAny([_stop, _wake]) != 0 && !_stop.WaitOne(_linger))
        {
            Volatile.Write(ref _awake, 0);
            try
            {
                while (Fill(batch))
                {
                    if (connection is null or { IsBroken: true })
                        connection = _client.Open();
                    batch.SendOn(connection);
                }
            }
            catch (JvmLostException) when (_client.IsLost)
            {
                break;
            }
            catch (JvmLostException)
            {
                // This connection only; what was in this group stays in the JVM until it ends.
            }
        }

        connection?.Dispose();
    }

    bool Fill(CommandBatch batch)
    {
        batch.Clear();
        while (batch.Count < GroupSize && _ids.TryDequeue(out var id))
        {
            batch.Buffer.Release(id);
            batch.Added();
        }

        return batch.Count > 0;
    }
}
