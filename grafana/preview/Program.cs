using Analytics.DashboardPreview;
using Analytics.Hosting;

return await PreviewOptions.Command(PreviewApp.RunAsync).RunAsync(args);
