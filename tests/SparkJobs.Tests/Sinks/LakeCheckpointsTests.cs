using Analytics.SparkJobs.Sinks;

namespace SparkJobs.Tests.Sinks;

public sealed class LakeCheckpointsTests
{
    static readonly DateTimeOffset _midnight = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_checkpoint_is_one_file_or_all_of_its_parts_or_a_file_with_an_id() =>
        Assert.Equal(
            [1, 3, 7, 8],
            Minutes(
                ("00000000000000000010.checkpoint.parquet", 1),
                ("00000000000000000020.checkpoint.0000000002.0000000003.parquet", 3),
                ("00000000000000000020.checkpoint.0000000001.0000000003.parquet", 5),
                ("00000000000000000020.checkpoint.0000000003.0000000003.parquet", 4),
                ("00000000000000000030.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json", 8),
                ("00000000000000000030.checkpoint.016ae953-37a9-438e-8683-9a9a4a79a395.parquet", 7)
            )
        );

    [Fact]
    public void Parts_of_an_incomplete_checkpoint_are_ignored() =>
        Assert.Equal(
            [9],
            Minutes(
                ("00000000000000000020.checkpoint.0000000001.0000000003.parquet", 1),
                ("00000000000000000020.checkpoint.0000000003.0000000003.parquet", 2),
                // Another writer's, of the same version.
                ("00000000000000000020.checkpoint.0000000002.0000000002.parquet", 9),
                ("00000000000000000020.checkpoint.0000000001.0000000002.parquet", 10)
            )
        );

    [Fact]
    public void Other_files_are_no_checkpoints() =>
        Assert.Empty(
            Minutes(
                ("00000000000000000010.json", 1),
                ("00000000000000000010.crc", 1),
                (".00000000000000000010.checkpoint.parquet.crc", 1),
                ("00000000000000000010.checkpoint.parquet.tmp", 1),
                ("_last_checkpoint", 1)
            )
        );

    static IEnumerable<int> Minutes(params (string Name, int Minute)[] files) =>
        LakeCheckpoints
            .Times(files.Select(file => (file.Name, _midnight.AddMinutes(file.Minute))))
            .Select(at => (int)(at - _midnight).TotalMinutes);
}
