package io.breakwater.router;

import io.breakwater.call.Client;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.router.runtime.ResponseSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The caller of one request, behind a response sink.
final class SinkClient implements Client {
    private final ResponseSink sink;
    private final Map<String, String> always;
    private boolean begun;

    /// @param always headers of each answer, whatever else it has
    SinkClient(ResponseSink sink, Map<String, String> always) {
        this.sink = sink;
        this.always = always;
    }

    /// Whether a status has been sent, so that no other answer can be.
    boolean begun() {
        return begun;
    }

    @Override
    public void reply(ApiReply reply) throws IOException {
        begun = true;
        sink.begin(reply.status(), with(reply.headers()));
        sink.write(reply.body());
        sink.end();
    }

    @Override
    public void begin(String contentType, Map<String, String> headers) throws IOException {
        begun = true;
        Map<String, String> all = with(headers);
        all.put("content-type", contentType);
        all.put("cache-control", "no-cache");
        sink.begin(200, all);
    }

    private Map<String, String> with(Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(always);
        return all;
    }

    @Override
    public void send(List<Frame> frames) throws IOException {
        sink.write(FrameEncoder.encode(frames));
    }

    @Override
    public void end() throws IOException {
        sink.end();
    }
}
