using System.Collections.Concurrent;

namespace Analytics.SparkGateway.Protocol;

/// <summary>Ids that nobody here needs any more, told to the JVM in groups by a thread of its own.</summary>
/// <remarks>Finalizers end here, so adding never touches a socket and never waits.</remarks>
internal sealed class ReleaseQueue : IDisposable
{
    private const int GroupSize = 500;

    // What a burst of calls leaves behind goes in one write instead of one each.
    private static readonly TimeSpan s_linger = TimeSpan.FromMilliseconds(5);
    private readonly Gateway _gateway;
    private readonly ConcurrentQueue<string> _ids = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEvent _stop = new(false);
    private int _awake;

    public ReleaseQueue(Gateway gateway) => _gateway = gateway;

    /// <summary>From here on connections may be opened.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "spark-releases" }.UnsafeStart();

    public void Add(string id)
    {
        _ids.Enqueue(id);
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            _wake.Set();
    }

    public void Dispose() => _stop.Set();

    private void Run()
    {
        GatewayConnection? connection = null;
        var batch = new CommandBatch();
        while (WaitHandle.WaitAny([_stop, _wake]) != 0 && !_stop.WaitOne(s_linger))
        {
            Volatile.Write(ref _awake, 0);
            try
            {
                while (Fill(batch))
                {
                    if (connection is null or { IsBroken: true })
                        connection = _gateway.Open();
                    batch.SendOn(connection);
                }
            }
            catch (JvmLostException) when (_gateway.IsLost)
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

    private bool Fill(CommandBatch batch)
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
