package io.breakwater.router.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Lambda Runtime API, version 2018-06-01, over one connection that is opened when needed. Not for several
/// threads.
final class RuntimeApi implements Closeable {
    private static final String VERSION = "/2018-06-01/runtime/";
    private static final int GONE = 410;

    private final RuntimeSettings settings;
    private @Nullable ApiConnection connection;

    RuntimeApi(RuntimeSettings settings) {
        this.settings = settings;
    }

    /// Waits, without limit, for the next invocation.
    NextAnswer next() throws IOException {
        String path = VERSION + "invocation/next";
        RuntimeReply reply = received(connection().get(path));
        return switch (reply.status()) {
            case 200 -> new NextAnswer.Work(invocation(reply));
            case GONE -> new NextAnswer.Ended();
            default -> throw new ApiRefusedException(path, reply);
        };
    }

    /// Opens the streamed answer to an invocation; nothing is sent before its first chunk.
    ChunkedBody respond(String requestId) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/vnd.awslambda.http-integration-response");
        headers.put("Lambda-Runtime-Function-Response-Mode", "streaming");
        headers.put("Trailer", ErrorReport.TYPE_HEADER + ", " + ErrorReport.BODY_HEADER);
        return connection().postInChunks(VERSION + "invocation/" + requestId + "/response", headers);
    }

    RuntimeReply endResponse(ChunkedBody body, Map<String, String> trailers) throws IOException {
        return received(body.end(trailers));
    }

    RuntimeReply invocationFailed(String requestId, ErrorReport report) throws IOException {
        return post("invocation/" + requestId + "/error", report);
    }

    RuntimeReply initFailed(ErrorReport report) throws IOException {
        return post("init/error", report);
    }

    RuntimeReply restoreFailed(ErrorReport report) throws IOException {
        return post("restore/error", report);
    }

    /// Says that initialization is over, and returns in an environment restored from the snapshot taken meanwhile.
    void awaitRestore() throws IOException {
        String path = VERSION + "restore/next";
        RuntimeReply reply = received(connection().get(path));
        if (!reply.accepted()) {
            throw new ApiRefusedException(path, reply);
        }
    }

    private RuntimeReply post(String path, ErrorReport report) throws IOException {
        return received(connection().post(VERSION + path, report.headers(), report.json()));
    }

    private static Invocation invocation(RuntimeReply reply) throws IOException {
        return new Invocation(
                reply.required("Lambda-Runtime-Aws-Request-Id"),
                reply.required("Lambda-Runtime-Invoked-Function-Arn"),
                deadline(reply.required("Lambda-Runtime-Deadline-Ms")),
                reply.header("Lambda-Runtime-Trace-Id"),
                reply.body());
    }

    private static Instant deadline(String epochMillis) throws IOException {
        try {
            return Instant.ofEpochMilli(Long.parseLong(epochMillis));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException("the deadline '" + epochMillis + "' is not a number of milliseconds", e);
        }
    }

    private ApiConnection connection() throws IOException {
        if (connection == null) {
            connection = ApiConnection.open(settings);
        }
        return connection;
    }

    private RuntimeReply received(RuntimeReply reply) throws IOException {
        if (reply.closes()) {
            close();
        }
        return reply;
    }

    /// Drops the connection; the next request opens another.
    @Override
    public void close() throws IOException {
        if (connection != null) {
            ApiConnection dropped = connection;
            connection = null;
            dropped.close();
        }
    }
}
