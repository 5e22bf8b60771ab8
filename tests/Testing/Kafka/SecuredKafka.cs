using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Local.Processes;
using Confluent.Kafka.Admin;

namespace Analytics.Testing.Kafka;

/// <summary>
/// A broker that takes only clients with a user and a password over TLS (SASL_SSL, SCRAM-SHA-512), and denies what no rule allows.
/// </summary>
public sealed class SecuredKafka : IAsyncDisposable
{
    const string Administrator = "administrator";
    const string Mechanism = "SCRAM-SHA-512";

    readonly string _folder;
    readonly Dictionary<string, string> _passwords;

    SecuredKafka(string folder, IEnumerable<string> users)
    {
        _folder = folder;
        _passwords = users.Append(Administrator).ToDictionary(user => user, _ => $"{Guid.NewGuid():N}\"\\");
        var (authority, server) = Certificates();
        File.WriteAllText(Authority, authority);
        File.WriteAllText(Path.Combine(folder, "server.pem"), server);
        Broker = new KafkaBroker(folder, Security()) { JavaOptions = FastCompiler.Java };
    }

    public KafkaBroker Broker { get; }

    /// <summary>The certificate of the authority that signed the broker's.</summary>
    public string Authority => Path.Combine(_folder, "ca.pem");

    /// <param name="folder">A folder of the test; it must exist.</param>
    /// <param name="users">The users beside the administrator.</param>
    public static async Task<SecuredKafka> StartAsync(string folder, params IEnumerable<string> users)
    {
        var secured = new SecuredKafka(folder, users);
        await secured.Broker.StartAsync();
        return secured;
    }

    /// <summary>Returns the settings with which a user logs in; the administrator's without a name.</summary>
    public Dictionary<string, string> Client(string user = Administrator) =>
        new()
        {
            ["security.protocol"] = "sasl_ssl",
            ["sasl.mechanism"] = Mechanism,
            ["sasl.username"] = user,
            ["sasl.password"] = _passwords[user],
            ["ssl.ca.location"] = Authority,
        };

    /// <summary>Writes the file that a program takes as ANALYTICS_KAFKA_CLIENT.</summary>
    public string ClientFile(Dictionary<string, string> client)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.properties");
        File.WriteAllLines(file, client.Select(setting => $"{setting.Key}={setting.Value}"));
        return file;
    }

    /// <summary>Gives the broker the rules that deploy/kafka/README.md shows.</summary>
    public async Task AllowAsync()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "kafka", "README.md"));
        var block = readme.Split("```bash acl\n")[1].Split("\n```")[0];
        var rules = block.Split('\n').SelectMany(Rules).ToList();
        using var admin = KafkaTopics.Admin(Broker.BootstrapServers, Client());
        await admin.CreateAclsAsync(rules);
    }

    static IEnumerable<AclBinding> Rules(string command)
    {
        var words = command.Split(' ');
        string After(string option) => words[Array.IndexOf(words, option) + 1];
        var isOfGroup = words.Contains("--group");
        return words
            .Select((word, at) => (word, at))
            .Where(word => word.word == "--operation")
            .Select(word => new AclBinding
            {
                Pattern = new ResourcePattern
                {
                    Type = isOfGroup ? ResourceType.Group : ResourceType.Topic,
                    Name = After(isOfGroup ? "--group" : "--topic"),
                    ResourcePatternType = ResourcePatternType.Prefixed,
                },
                Entry = new AccessControlEntry
                {
                    Principal = After("--allow-principal"),
                    Host = "*",
                    Operation = Enum.Parse<AclOperation>(words[word.at + 1]),
                    PermissionType = AclPermissionType.Allow,
                },
            });
    }

    public ValueTask DisposeAsync() => Broker.DisposeAsync();

    BrokerSecurity Security() =>
        new(
            "SASL_SSL",
            new Dictionary<string, string>
            {
                ["listener.security.protocol.map"] = "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
                ["security.inter.broker.protocol"] = "SASL_SSL",
                ["sasl.mechanism.inter.broker.protocol"] = Mechanism,
                ["sasl.enabled.mechanisms"] = Mechanism,
                ["listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config"] =
                    "org.apache.kafka.common.security.scram.ScramLoginModule required "
                    + $"username=\"{Administrator}\" password=\"{InProperties(_passwords[Administrator])}\";",
                ["ssl.keystore.type"] = "PEM",
                ["ssl.keystore.location"] = Path.Combine(_folder, "server.pem"),
                ["ssl.truststore.type"] = "PEM",
                ["ssl.truststore.location"] = Authority,
                ["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                ["allow.everyone.if.no.acl.found"] = "false",
                // The controller's listener, which only the broker itself reaches, is not secured here.
                ["super.users"] = $"User:{Administrator};User:ANONYMOUS",
            },
            [.. _passwords.SelectMany(user => (string[])["--add-scram", $"{Mechanism}=[name={user.Key},password={user.Value}]"])],
            Client()
        );

    // Escapes twice: for the properties file, and for the text in quotes in it.
    static string InProperties(string text) => text.Replace("\\", "\\\\\\\\").Replace("\"", "\\\\\"");

    /// <summary>Makes an authority, and a certificate of it for 127.0.0.1 with its key.</summary>
    static (string Authority, string Server) Certificates()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=analytics test authority",
            authorityKey,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));

        using var key = RSA.Create(2048);
        var server = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(authority, now.AddHours(-1), now.AddHours(12), [1, 2, 3, 4]);
        return (
            authority.ExportCertificatePem(),
            $"{key.ExportPkcs8PrivateKeyPem()}\n{signed.ExportCertificatePem()}\n{authority.ExportCertificatePem()}\n"
        );
    }
}
