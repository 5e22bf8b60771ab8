namespace Microsoft.Spark.Sql.Types;

/// <summary>A type without parts.</summary>
public abstract class AtomicType : DataType;

public abstract class NumericType : AtomicType;

public abstract class IntegralType : NumericType;

public abstract class FractionalType : NumericType;

/// <summary>The type of a bare <c>null</c>.</summary>
public sealed class NullType : DataType
{
    internal override string JsonName => "void";
}

public sealed class StringType : AtomicType
{
    internal override string JsonName => "string";
}

public sealed class BinaryType : AtomicType
{
    internal override string JsonName => "binary";
}

public sealed class BooleanType : AtomicType
{
    internal override string JsonName => "boolean";
}

public sealed class DateType : AtomicType
{
    internal override string JsonName => "date";
}

/// <summary>An instant, in microseconds.</summary>
public sealed class TimestampType : AtomicType
{
    internal override string JsonName => "timestamp";
}

/// <summary>A date and time of day without a zone, in microseconds. Not in Microsoft.Spark.</summary>
public sealed class TimestampNtzType : AtomicType
{
    internal override string JsonName => "timestamp_ntz";
}

public sealed class DoubleType : FractionalType
{
    internal override string JsonName => "double";
}

public sealed class FloatType : FractionalType
{
    internal override string JsonName => "float";
}

/// <summary>Eight bits with a sign: <see cref="sbyte"/> in rows.</summary>
public sealed class ByteType : IntegralType
{
    public override string SimpleString => "tinyint";

    internal override string JsonName => "byte";
}

public sealed class IntegerType : IntegralType
{
    public override string SimpleString => "int";

    internal override string JsonName => "integer";
}

public sealed class LongType : IntegralType
{
    public override string SimpleString => "bigint";

    internal override string JsonName => "long";
}

public sealed class ShortType : IntegralType
{
    public override string SimpleString => "smallint";

    internal override string JsonName => "short";
}
