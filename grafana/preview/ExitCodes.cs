namespace Analytics.DashboardPreview;

static class ExitCodes
{
    public const int Stopped = 0;
    public const int Usage = 64;
}
