using System.Text;

namespace BatchJobs.Tests;

/// <summary>
/// What a test writes to the standard output until it is disposed. Only the writes of that test are captured: another collection's tests
/// write beside it.
/// </summary>
sealed class CapturedOutput : IDisposable
{
    static readonly AsyncLocal<CapturedOutput?> _current = new();

    readonly StringWriter _text = new();

    static CapturedOutput() => Console.SetOut(new Router(Console.Out));

    public CapturedOutput() => _current.Value = this;

    public override string ToString()
    {
        lock (_text)
            return _text.ToString();
    }

    public void Dispose() => _current.Value = null;

    sealed class Router(TextWriter otherwise) : TextWriter
    {
        public override Encoding Encoding => otherwise.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            if (_current.Value is not { } captured)
            {
                otherwise.Write(value);
                return;
            }

            lock (captured._text)
                captured._text.Write(value);
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void Flush() => otherwise.Flush();
    }
}
