namespace Microsoft.Spark.Sql;

/// <content>Digests and hashes.</content>
public static partial class Functions
{
    public static Column Md5(Column column) => Of("md5", column);

    public static Column Sha1(Column column) => Of("sha1", column);

    /// <summary>The SHA-2 digest of 224, 256, 384 or 512 bits, in hexadecimal.</summary>
    public static Column Sha2(Column column, int numBits) => Of("sha2", column, numBits);

    public static Column Crc32(Column column) => Of("crc32", column);

    /// <summary>The 32-bit Murmur3 hash, by which Spark partitions.</summary>
    public static Column Hash(params Column[] columns) => Of("hash", JvmCalls.Columns(columns));

    public static Column XXHash64(params Column[] columns) => Of("xxhash64", JvmCalls.Columns(columns));
}
