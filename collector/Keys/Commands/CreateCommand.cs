using System.CommandLine;
using Analytics.Contracts;
using Analytics.Hosting;
using Npgsql;

namespace Analytics.Collector.Keys.Commands;

/// <summary><c>keys create</c>: prints the key to standard output, everything else to standard error.</summary>
static class CreateCommand
{
    static readonly Option<string> _source = Checked(
        new Option<string>("--source") { Description = "The site or app whose events come with the key.", Required = true },
        KeyOptions.IsSource,
        $"--source takes 1 to {Contracts.KeyText.Source} characters, none of them a control character."
    );

    static readonly Option<KeyKind> _kind = new("--kind")
    {
        Description =
            "browser: public, allowed in an address. server: secret, may set ip, user agent, historical and old times. "
            + "operator: secret, sends rejected events again (the batch job replay).",
        DefaultValueFactory = _ => KeyKind.Browser,
    };

    static readonly Option<string[]> _origins = new("--origin")
    {
        Description = "An origin whose pages may use the key (https://shop.example); may be repeated. Default: any.",
        CustomParser = result =>
            [
                .. result.Tokens.Select(token =>
                {
                    var origin = PageOrigin.Of(token.Value);
                    if (origin is null)
                        result.AddError($"'{token.Value}' is no origin like https://shop.example.");

                    return origin ?? "";
                }),
            ],
    };

    static readonly Option<DateTimeOffset?> _expires = new("--expires")
    {
        Description =
            "The expiry: a date (2027-01-31, UTC), a time (2027-01-31T12:00Z), or a duration from now (90d, 12h). "
            + "Without it the key does not expire.",
        CustomParser = KeyArguments.Expiry,
    };

    static readonly Option<int?> _perSecond = Options.Number<int>(
        "--events-per-second",
        1,
        KeyLimits.Most,
        "The number of events per second that it may send."
    );
    static readonly Option<int?> _burst = Options.Number<int>(
        "--burst",
        1,
        KeyLimits.Most,
        "The number of events at once; ten seconds' worth by default."
    );
    static readonly Option<PrivacyAction> _gpc = Policy("--gpc", "Global Privacy Control", KeyPolicy.Default.Gpc);
    static readonly Option<PrivacyAction> _dnt = Policy("--dnt", "Do Not Track", KeyPolicy.Default.Dnt);
    static readonly Option<PrivacyAction> _noConsent = Policy("--no-consent", "no consent to analytics", KeyPolicy.Default.NoConsent);

    static readonly Option<string> _currency = Checked(
        new Option<string>("--currency")
        {
            Description = "The currency of revenue that names none, an ISO 4217 code.",
            DefaultValueFactory = _ => KeyOptions.DefaultCurrency,
        },
        IsoCodes.IsCurrency,
        "--currency takes an ISO 4217 code of three letters."
    );

    static readonly Option<string> _description = Checked(
        new Option<string>("--description") { Description = "For people.", DefaultValueFactory = _ => "" },
        text => text.Length <= 200 && KeyOptions.IsPlain(text),
        "--description takes up to 200 characters, none of them a control character."
    );

    public static Command Create()
    {
        var command = new Command("create", "Makes a key and prints it once: only its hash is stored.")
        {
            _source,
            _kind,
            _origins,
            _expires,
            _perSecond,
            _burst,
            _gpc,
            _dnt,
            _noConsent,
            _currency,
            _description,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(_burst) is not null && result.GetResult(_perSecond) is null)
                result.AddError("--burst needs --events-per-second.");
            if (result.GetResult(_origins) is not null && result.GetValue(_kind) == KeyKind.Operator)
                result.AddError("--origin: no page may use an operator key.");
        });
        command.SetAction((parsed, stopping) => KeyConnection.RunAsync(connection => RunAsync(parsed, connection, stopping), stopping));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, NpgsqlConnection connection, CancellationToken stopping)
    {
        var (source, kind) = (parsed.GetRequiredValue(_source), parsed.GetValue(_kind));
        var (id, key) = KeyFormat.Make(kind);
        await using var command = new NpgsqlCommand(KeySql.Text("create_key"), connection)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = KeyFormat.Hash(key) },
                new() { Value = source },
                new() { Value = Word(kind) },
                new() { Value = parsed.GetValue(_origins) ?? [] },
                new() { Value = Word(parsed.GetValue(_gpc)) },
                new() { Value = Word(parsed.GetValue(_dnt)) },
                new() { Value = Word(parsed.GetValue(_noConsent)) },
                Optional(parsed.GetValue(_perSecond)),
                Optional(parsed.GetValue(_burst)),
                Optional(parsed.GetValue(_expires)),
                new() { Value = parsed.GetValue(_description)! },
                new() { Value = parsed.GetValue(_currency)!.ToUpperInvariant() },
            },
        };
        var live = (long)(await command.ExecuteScalarAsync(stopping))!;
        await KeyView.ShowOnceAsync(
            id,
            key,
            $"a {Word(kind)} key of '{source}', which has {live} live {(live == 1 ? "one" : "ones")} of this kind now"
        );
        return ExitCodes.Done;
    }

    static NpgsqlParameter<T?> Optional<T>(T? value)
        where T : struct => new NpgsqlParameter<T?> { TypedValue = value };

    static string Word(Enum value) => value.ToString().ToLowerInvariant();

    static Option<PrivacyAction> Policy(string name, string wish, PrivacyAction otherwise) =>
        new(name)
        {
            Description =
                $"What happens to an event with {wish}: ignore (it is stored unchanged), anonymize (it is stored without "
                + "personal data), drop (it is not stored).",
            DefaultValueFactory = _ => otherwise,
        };

    static Option<string> Checked(Option<string> option, Func<string, bool> isGood, string otherwise)
    {
        option.Validators.Add(result =>
        {
            if (!isGood(result.GetValueOrDefault<string>() ?? ""))
                result.AddError(otherwise);
        });
        return option;
    }
}
