using System.Collections.Concurrent;

namespace Analytics.SparkBinding.Protocol;

/// <summary>The ids of objects that are no longer used. A separate thread releases them in the JVM, in groups.</summary>
/// <remarks>Finalizers add ids, so adding never uses a socket and never blocks.</remarks>
sealed class ReleaseQueue : IDisposable
{
    const int GroupSize = 500;

    // The releases of a burst of calls are sent in one write instead of one each.
    static readonly TimeSpan _linger = TimeSpan.FromMilliseconds(5);
    readonly JvmClient _client;
    readonly ConcurrentQueue<string> _ids = new();
    readonly AutoResetEvent _wake = new(false);
    readonly ManualResetEvent _stop = new(false);
    int _awake;

    public ReleaseQueue(JvmClient client) => _client = client;

    /// <summary>Starts the thread, which then opens connections.</summary>
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
                while (!_ids.IsEmpty)
                {
                    if (connection is null or { IsBroken: true })
                        connection = _client.Open();
                    Fill(batch);
                    batch.SendOn(connection);
                }
            }
            catch (JvmLostException) when (_client.IsLost)
            {
                break;
            }
            catch (JvmLostException)
            {
                // Only this connection failed; the objects of this group stay in the JVM until it ends.
            }
            catch (InvalidOperationException)
            {
                // This process can open no connection now; the next id that is added wakes the thread again.
            }
        }

        connection?.Dispose();
    }

    void Fill(CommandBatch batch)
    {
        batch.Clear();
        while (batch.Count < GroupSize && _ids.TryDequeue(out var id))
        {
            batch.Buffer.Release(id);
            batch.Added();
        }
    }
}
