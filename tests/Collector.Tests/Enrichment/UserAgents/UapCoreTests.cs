using Analytics.Collector.Enrichment.UserAgents;
using YamlDotNet.RepresentationModel;

namespace Collector.Tests.Enrichment.UserAgents;

/// <summary>
/// The test cases of uap-core (tag v0.18.0): our browser family and system family agree with every one.
/// </summary>
public sealed class UapCoreTests
{
    static readonly RulesFile _rules = RulesFile.Read(Path.Combine(UserAgentData.Folder, "regexes.yaml"));

    [Fact]
    public void Names_every_browser_as_uap_core_does() => AssertAgree(_rules.Browsers, "test_ua.yaml", 1430);

    [Fact]
    public void Names_every_operating_system_as_uap_core_does() => AssertAgree(_rules.OperatingSystems, "test_os.yaml", 462);

    static void AssertAgree(UserAgentRules rules, string file, int cases)
    {
        var all = Cases(file);
        Assert.Equal(cases, all.Count);
        Assert.Equal(
            all.Select(one => one.Family),
            all.Select(one => rules.Find(one.UserAgent, one.UserAgent.ToLowerInvariant()) ?? "Other")
        );
    }

    static List<(string UserAgent, string Family)> Cases(string file)
    {
        var yaml = new YamlStream();
        using (var text = File.OpenText(Path.Combine("user-agent-cases", file)))
            yaml.Load(text);

        return
        [
            .. ((YamlSequenceNode)yaml.Documents[0].RootNode["test_cases"]).Select(one =>
                (Text(one, "user_agent_string"), Text(one, "family"))
            ),
        ];
    }

    static string Text(YamlNode one, string member) => ((YamlScalarNode)one[member]).Value!;
}
