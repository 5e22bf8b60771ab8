using Analytics.DashboardPreview;
using Analytics.DashboardPreview.Settings;
using Analytics.Hosting;

return await PreviewOptions.Command(PreviewApp.RunAsync).RunAsync(args);
