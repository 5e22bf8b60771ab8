using Analytics.Hosting.Processes;
using Analytics.Local.Components;

namespace Analytics.Benchmarks.Ingest.Servers;

/// <summary>nginx with a constant answer: the cost of a server in C that discards the body.</summary>
sealed class StaticNginx(string folder) : HttpComponent("nginx", folder, "/")
{
    static readonly string[] _places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];
    readonly string _data = Path.Combine(folder, "nginx");

    /// <summary>Returns the server; null when nginx is not installed.</summary>
    public static string? Program { get; } = Array.Find(_places, File.Exists);

    string Settings => Path.Combine(_data, "nginx.conf");

    private protected override Task PrepareAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(_data);
        return File.WriteAllTextAsync(
            Settings,
            $$"""
            worker_processes auto;
            daemon off;
            pid {{_data}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 4096; }
            http {
                access_log off;
                client_body_temp_path {{_data}}/body;
                proxy_temp_path {{_data}}/proxy;
                fastcgi_temp_path {{_data}}/fastcgi;
                uwsgi_temp_path {{_data}}/uwsgi;
                scgi_temp_path {{_data}}/scgi;
                keepalive_requests 1000000000;
                client_max_body_size 8m;
                server {
                    listen {{new Uri(Url).Authority}};
                    location / {
                        default_type application/json;
                        return 200 '{"accepted":1}';
                    }
                }
            }

            """,
            cancellation
        );
    }

    private protected override ProcessSpec Spec() => new(Name, [Program!, "-p", _data, "-c", Settings], Log) { StopSignal = Signal.Quit };
}
