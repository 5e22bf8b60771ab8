using System.Text;

namespace SparkJobs.Tests.Jobs;

/// <summary>Makes JSON objects as clients may write them: a parser would print most of them differently.</summary>
sealed class AnyJson(Random random)
{
    const int Deepest = 4;

    static readonly string[] _blanks = ["", "", "", " ", "\t", "\n  ", "\r\n"];

    static readonly string[] _numbers =
    [
        "0",
        "-0",
        "1.10",
        "1e400",
        "-1E-7",
        "0.1000000000000000055511151231257827",
        "12345678901234567.89",
        "123456789012345678901234567890",
        new('7', 900),
    ];

    static readonly string[] _texts =
    [
        "",
        "a",
        @"\/",
        @"\u0061\u00e9",
        @"\u0000",
        @"\ud83d\ude00",
        @"\ud800",
        @"\\\""",
        "é😀\u202e",
        "}}",
        "{",
        @",\""properties\"":{",
        @",\""context\"":{\""a\"":1}}",
        new('x', 500),
    ];

    public string Object(int depth = 0)
    {
        var text = new StringBuilder("{");
        for (var member = random.Next(5); member > 0; member--)
        {
            text.Append($"{Blank()}\"{Of(_texts)}\"{Blank()}:{Blank()}{Value(depth + 1)}{Blank()}");
            if (member > 1)
                text.Append(',');
        }

        return text.Append(Blank()).Append('}').ToString();
    }

    string Value(int depth) =>
        random.Next(depth < Deepest ? 7 : 5) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "false",
            2 => Of(_numbers),
            3 or 4 => $"\"{Of(_texts)}\"",
            5 => $"[{Blank()}{string.Join($"{Blank()},", Enumerable.Range(0, random.Next(3)).Select(_ => Value(depth + 1)))}{Blank()}]",
            _ => Object(depth),
        };

    string Blank() => Of(_blanks);

    string Of(string[] values) => values[random.Next(values.Length)];
}
