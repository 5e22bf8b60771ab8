using Microsoft.AspNetCore.Connections;

namespace Analytics.Collector.Http;

/// <summary>Reads a whole body into rented memory, within every limit.</summary>
sealed class BodyReader(LimitsOptions limits, MemoryInFlight memory, TimeProvider clock)
{
    /// <summary>The first buffer size when Content-Length is larger; the rest is allocated as bytes arrive.</summary>
    const int First = 64 * 1024;

    /// <summary>Decodes a second encoding inside a body; disposes the body when it returns another.</summary>
    /// <param name="limit">The maximum size of the result, if it is decompressed.</param>
    public delegate Outcome<PooledBytes> Unwrapping(PooledBytes body, int limit);

    /// <exception cref="OperationCanceledException">The client disconnected.</exception>
    public async Task<Outcome<PooledBytes>> ReadAsync(HttpContext context, Unwrapping? unwrap = null)
    {
        var request = context.Request;
        if (!Encodings.TryFind(request.Headers.ContentEncoding, out var opener))
            return Problem.EncodingUnknown;

        var limit = opener is null ? limits.PlainBody : limits.CompressedBody;
        if (request.ContentLength > limit)
            return TooLarge(limit);

        var part = memory.Begin();
        context.Response.RegisterForDispose(part);
        var read = await ReadAsync(context, limit, part);
        if (!read.IsGood)
            return read;

        var body = read.Value;
        opener = Encodings.Of(body.Memory.Span, opener);
        if (opener is not null && body.Length > limits.CompressedBody)
        {
            body.Dispose();
            return TooLarge(limits.CompressedBody);
        }

        var inflated = (int)Math.Min(limits.DecompressedBody, (long)body.Length * limits.DecompressionRatio);
        if (opener is not null)
            read = Inflate(body, opener, inflated, part);

        return read.IsGood && unwrap is not null ? unwrap(read.Value, inflated) : read;
    }

    static Outcome<PooledBytes> Inflate(PooledBytes body, Encodings.Opener open, int limit, MemoryInFlight.Part part)
    {
        if (!part.TryGrowTo(body.Array.Length + limit))
        {
            body.Dispose();
            return Problem.Overloaded;
        }

        var inflated = Encodings.Inflate(body, open, limit);
        part.ShrinkTo(inflated.Value?.Array.Length ?? 0);
        return inflated;
    }

    async Task<Outcome<PooledBytes>> ReadAsync(HttpContext context, int limit, MemoryInFlight.Part part)
    {
        var body = new PooledBytes(0);
        // The read is ended through the reader: Kestrel reads what is left of a body itself, and fails while a canceled read is pending.
        using var stall = new CancellationTokenSource(limits.BodyTimeout, clock);
        using var stalled = stall.Token.Register(context.Request.BodyReader.CancelPendingRead);
        using var aborted = context.RequestAborted.Register(context.Request.BodyReader.CancelPendingRead);
        try
        {
            var problem = await FillAsync(context, body, limit, part, stall);
            if (problem is null)
                return body;

            body.Dispose();
            return problem;
        }
        catch (BadHttpRequestException bad)
        {
            body.Dispose();
            return bad.StatusCode == StatusCodes.Status408RequestTimeout
                ? Problem.BodyStalled
                : Problem.BodyUnreadable("The body is not valid HTTP.");
        }
        catch (Exception gone) when (gone is ConnectionResetException or IOException)
        {
            body.Dispose();
            throw new OperationCanceledException("The client went away.", gone);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    async Task<Problem?> FillAsync(
        HttpContext context,
        PooledBytes body,
        int limit,
        MemoryInFlight.Part part,
        CancellationTokenSource stall
    )
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(CancellationToken.None);
            if (result.IsCanceled)
            {
                reader.AdvanceTo(result.Buffer.Start);
                context.RequestAborted.ThrowIfCancellationRequested();
                return Problem.BodyStalled;
            }

            var length = body.Length + result.Buffer.Length;
            var capacity = Capacity(body, length, context.Request.ContentLength ?? 0, limit);
            if (length > limit || !part.TryGrowTo(capacity))
            {
                reader.AdvanceTo(result.Buffer.Start);
                return length > limit ? TooLarge(limit) : Problem.Overloaded;
            }

            body.Expect(capacity);
            foreach (var segment in result.Buffer)
                body.Append(segment.Span);

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return null;

            stall.CancelAfter(limits.BodyTimeout);
        }
    }

    static int Capacity(PooledBytes body, long length, long announced, int limit) =>
        (int)(
            length <= body.Array.Length ? body.Array.Length
            : length <= First ? Math.Max(length, Math.Min(announced, First))
            : Math.Max(length, Math.Min(Math.Max(announced, length * 2), limit))
        );

    static Problem TooLarge(int limit) => Problem.TooLarge(Problem.BodyTooLarge, $"The body is larger than {limit} bytes.");
}
