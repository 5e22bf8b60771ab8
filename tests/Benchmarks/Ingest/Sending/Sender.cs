using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Analytics.Local.Figures;

namespace Analytics.Benchmarks.Ingest.Sending;

/// <summary>
/// Sends one order with one thread per connection. Latency is measured from the scheduled time (no coordinated omission).
/// </summary>
sealed class Sender : IDisposable
{
    const int Stack = 256 * 1024;
    readonly SendOrder _order;
    readonly Connection[] _connections;

    /// <summary>Connects, and prepares the requests.</summary>
    public Sender(SendOrder order)
    {
        _order = order;
        _connections = [.. Enumerable.Range(0, order.Connections).Select(number => new Connection(order, number))];
    }

    public SendResult Send()
    {
        var start = Stopwatch.GetTimestamp();
        var threads = _connections.Select(one => new Thread(() => one.Run(start), Stack)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var took = _connections.SelectMany(one => one.Took).Order().ToArray();
        var answered = took.LongLength;
        double At(double share) => answered == 0 ? 0 : Percentile.Of(took, share);
        return new(
            Math.Max(_order.Seconds, Stopwatch.GetElapsedTime(start).TotalSeconds),
            answered,
            _connections.Sum(one => one.Failed),
            _connections.Sum(one => one.Missed),
            _connections.Average(one => one.MeanBody),
            At(0.5),
            At(0.9),
            At(0.99),
            At(1),
            _connections.Select(one => one.Failure).FirstOrDefault(failure => failure is not null)
        );
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
    }

    sealed class Connection : IDisposable
    {
        /// <summary>
        /// The rate, in requests a second, for which compressed bodies are prepared when the order has no rate.
        /// </summary>
        const double Guess = 1200;

        readonly SendOrder _order;
        readonly int _number;
        readonly RequestBytes _requests;
        readonly HttpConnection _http;
        long _bytes;

        public Connection(SendOrder order, int number)
        {
            (_order, _number) = (order, number);
            _requests = new RequestBytes(order, number);
            _requests.Prepare((int)((order.Rate > 0 ? order.Rate : Guess) * order.Seconds / order.Connections) + 1);
            _http = new HttpConnection(order.Host, order.Port);
        }

        public List<double> Took { get; } = new(4096);
        public long Failed { get; private set; }
        public long Missed { get; private set; }
        public string? Failure { get; private set; }
        public double MeanBody => Took.Count == 0 ? 0 : (double)_bytes / Took.Count;

        public void Run(long start)
        {
            var end = start + (long)(_order.Seconds * Stopwatch.Frequency);
            try
            {
                for (var turn = 0L; ; turn++)
                {
                    var due =
                        _order.Rate > 0
                            ? start + (long)((_number + (turn * _order.Connections)) / _order.Rate * Stopwatch.Frequency)
                            : Stopwatch.GetTimestamp();
                    if (due >= end)
                        return;

                    if (Stopwatch.GetTimestamp() >= end)
                    {
                        Missed += (long)((end - due) / (double)Stopwatch.Frequency * _order.Rate / _order.Connections) + 1;
                        return;
                    }

                    WaitUntil(due);
                    One(due);
                }
            }
            catch (Exception failure) when (failure is SocketException or InvalidDataException)
            {
                Failed++;
                Failure = failure.Message;
            }
        }

        public void Dispose() => _http.Dispose();

        void One(long due)
        {
            var request = _requests.Next();
            var status = _http.Send(request);
            if (status is 200 or 202)
            {
                Took.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
                _bytes += request.Length;
            }
            else
            {
                Failed++;
                Failure ??= $"status {status}";
            }
        }

        static void WaitUntil(long due)
        {
            while (due - Stopwatch.GetTimestamp() is var left && left > 0)
                _ = Usleep((uint)Math.Clamp(left * 1_000_000 / Stopwatch.Frequency, 1, 500_000));
        }

        // Thread.Sleep has a resolution of milliseconds.
        [DllImport("libc", EntryPoint = "usleep")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        static extern int Usleep(uint microseconds);
    }
}
