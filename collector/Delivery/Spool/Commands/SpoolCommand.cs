using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.Contracts;
using Analytics.Hosting;

namespace Analytics.Collector.Delivery.Spool.Commands;

/// <summary><c>Analytics.Collector spool erase ...</c>: removes one person from the files that the spool keeps aside.</summary>
static class SpoolCommand
{
    public const string Name = "spool";

    static readonly TimeSpan _matchLimit = TimeSpan.FromMinutes(1);
    static readonly EnvironmentOption _folder = EnvironmentOption.WithFallback(
        "--folder",
        "Spool__Folder",
        "spool",
        "The collector's Spool:Folder. The collector may run meanwhile."
    );
    static readonly Option<bool> _yes = new("--yes") { Description = "Overwrite what is found. Without it the counts are only printed." };

    public static Task<int> RunAsync(string[] args) =>
        new RootCommand("Takes events over HTTP and publishes them to Kafka.") { Create() }.RunAsync(args);

    static Command Create()
    {
        var erase = new Command(
            "erase",
            """
            Overwrites the events of one person in refused.jsonl and in the damaged bytes (*.corrupt), and prints a receipt as JSON. Events
            that wait in the spool are counted only: they go to Kafka, and the batch job erase finds them in the lake.
            Exit codes: 0 done, 64 usage, 69 the folder cannot be read or written.
            """
        )
        {
            _folder,
            _yes,
        };
        foreach (var option in PersonIds.Options)
            erase.Add(option);

        PersonIds.Require(erase);
        erase.SetAction(parsed => Erase(_folder.Get(parsed), PersonIds.Of(parsed), parsed.GetValue(_yes)));
        return new Command(Name, "Works on the spool's files.") { erase };
    }

    static int Erase(string folder, PersonIds ids, bool isFinal)
    {
        try
        {
            var person = new Regex(PersonPattern.Of(ids.All), RegexOptions.CultureInvariant, _matchLimit);
            var receipt = new SpoolErasure(new SpoolDisk(folder), person, isFinal).Run();
            Console.Out.WriteLine(JsonSerializer.Serialize(receipt, SpoolReceiptJson.Default.SpoolReceipt));
            return ExitCodes.Done;
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            Console.Error.WriteLine($"{Path.GetFullPath(folder)}: {refused.Message}");
            return ExitCodes.Unavailable;
        }
    }
}
