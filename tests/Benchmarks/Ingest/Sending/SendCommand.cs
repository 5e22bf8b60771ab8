using System.CommandLine;
using System.Text.Json;
using Analytics.Hosting;

namespace Analytics.Benchmarks.Ingest.Sending;

/// <summary>
/// <c>send</c>: the generator. For each order on standard input it connects, writes <c>ready</c>, waits for a line, sends, and writes the
/// result.
/// </summary>
static class SendCommand
{
    public const string Ready = "ready";

    public static Command Create()
    {
        var command = new Command(
            "send",
            "The load generator of the collector benchmark: takes orders from standard input, a line of JSON each."
        )
        {
            Hidden = true,
        };
        command.SetAction(_ => Run(Console.In, Console.Out));
        return command;
    }

    static int Run(TextReader orders, TextWriter results)
    {
        while (orders.ReadLine() is { } line)
        {
            using var sender = new Sender(JsonSerializer.Deserialize(line, SendJson.Default.SendOrder)!);
            results.WriteLine(Ready);
            if (orders.ReadLine() is null)
                break;

            results.WriteLine(JsonSerializer.Serialize(sender.Send(), SendJson.Default.SendResult));
        }

        return ExitCodes.Done;
    }
}
