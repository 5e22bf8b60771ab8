using YamlDotNet.RepresentationModel;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>
/// Reads the browsers and operating systems of uap-core's regexes.yaml. Its devices are makers and models, which no column holds.
/// </summary>
sealed record RulesFile(UserAgentRules Browsers, UserAgentRules OperatingSystems)
{
    public static RulesFile Read(string path)
    {
        var yaml = new YamlStream();
        using (var text = File.OpenText(path))
            yaml.Load(text);

        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        return new RulesFile(Section(root, "user_agent_parsers", "family_replacement"), Section(root, "os_parsers", "os_replacement"));
    }

    static UserAgentRules Section(YamlMappingNode root, string section, string name) =>
        new([
            .. ((YamlSequenceNode)root[section])
                .Cast<YamlMappingNode>()
                .Select(rule => new UserAgentRule(Text(rule, "regex")!, Text(rule, name), Text(rule, "regex_flag") == "i")),
        ]);

    static string? Text(YamlMappingNode rule, string member) =>
        rule.Children.TryGetValue(member, out var value) ? ((YamlScalarNode)value).Value : null;
}
