using Microsoft.AspNetCore.Connections;

namespace Analytics.Collector.Http;

/// <summary>Reads a whole body into rented memory, within every limit.</summary>
sealed class BodyReader(LimitsOptions limits, MemoryInFlight memory, ClientAddress addresses, TimeProvider clock)
{
    /// <summary>The size up to which the buffer doubles; beyond it the buffer gets the size of Content-Length.</summary>
    const int Doubles = 64 * 1024;

    /// <summary>Decodes a second encoding inside a body; disposes the body when it returns another.</summary>
    /// <param name="limit">The maximum size of the result, if it is decompressed.</param>
    /// <param name="part">The memory of the request, for what the decoding needs.</param>
    public delegate Outcome<PooledBytes> Unwrapping(PooledBytes body, int limit, MemoryInFlight.Part part);

    /// <summary>Accounts the memory of a request's body to the key that it named; false when that key may hold no more.</summary>
    public static bool TryAccount(HttpContext context, string key) => context.Features.Get<MemoryInFlight.Part>()?.TryBelongTo(key) ?? true;

    /// <summary>Returns the size of what was received of a request's body, or decompressed from it, also when it is refused.</summary>
    public static long BytesOf(HttpContext context) => context.Features.Get<MemoryInFlight.Part>()?.Read ?? 0;

    /// <summary>Gives back the memory of a request whose body is not needed any more, before its answer.</summary>
    public static void Release(HttpContext context) => context.Features.Get<MemoryInFlight.Part>()?.ShrinkTo(0);

    /// <exception cref="OperationCanceledException">The client disconnected.</exception>
    /// <param name="key">The id of the request's key; null while it is not known.</param>
    public async Task<Outcome<PooledBytes>> ReadAsync(HttpContext context, string? key, Unwrapping? unwrap = null)
    {
        var request = context.Request;
        if (!Encodings.TryFind(request.Headers.ContentEncoding, out var opener))
            return Problem.EncodingUnknown;

        // The body's bytes may contradict its header, so the larger limit applies until they are read.
        var limit = Math.Max(limits.PlainBodyBytes, limits.CompressedBodyBytes);
        if (request.ContentLength > limit)
            return TooLarge(limit);

        var part = key is null ? memory.BeginKeyless(addresses.NetworkOf(context)) : memory.Begin(key);
        context.Features.Set(part);
        context.Response.RegisterForDispose(part);
        var read = await ReadAsync(context, limit, part);
        if (!read.IsGood)
            return read;

        var body = read.Value;
        opener = Encodings.Of(body.Memory.Span, opener);
        limit = opener is null ? limits.PlainBodyBytes : limits.CompressedBodyBytes;
        if (body.Length > limit)
        {
            body.Dispose();
            return TooLarge(limit);
        }

        var inflated = (int)Math.Min(limits.DecompressedBodyBytes, (long)body.Length * limits.DecompressionRatio);
        if (opener is not null)
            read = Inflate(body, opener, inflated, part);

        return read.IsGood && unwrap is not null ? unwrap(read.Value, inflated, part) : read;
    }

    /// <summary>Decompresses a body within a limit and the request's memory, and disposes it.</summary>
    public static Outcome<PooledBytes> Inflate(PooledBytes body, Encodings.Opener open, int limit, MemoryInFlight.Part part)
    {
        if (!part.TryGrowTo(body.Array.Length + limit, isBrief: true))
        {
            body.Dispose();
            return Problem.Overloaded;
        }

        var inflated = Encodings.Inflate(body, open, limit, out var length);
        part.Read = Math.Max(part.Read, length);
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
        var began = clock.GetTimestamp();
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
            part.Read = length;
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

            // A body may pause, but not arrive slowly for long: each one holds memory.
            var rest =
                limits.BodyTimeout + TimeSpan.FromSeconds((double)body.Length / limits.MinBodyDataRate) - clock.GetElapsedTime(began);
            if (rest <= TimeSpan.Zero)
                return Problem.BodyStalled;

            stall.CancelAfter(rest < limits.BodyTimeout ? rest : limits.BodyTimeout);
        }
    }

    static int Capacity(PooledBytes body, long length, long announced, int limit) =>
        (int)(
            length <= body.Array.Length ? body.Array.Length
            : length <= Doubles ? Math.Max(length, Math.Min(announced, length * 2))
            : Math.Max(length, Math.Min(Math.Max(announced, length * 2), limit))
        );

    static Problem TooLarge(int limit) => Problem.TooLarge(Problem.BodyTooLarge, $"The body is larger than {limit} bytes.");
}
