package io.breakwater.call;

import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A caller that records what it received and can hang up after some frames.
class FakeClient implements Client {
    private final int hangsUpAfter;
    final List<String> frames = new ArrayList<>();
    final List<ApiReply> replies = new ArrayList<>();

    @Nullable
    Map<String, String> streamHeaders;

    FakeClient() {
        this(Integer.MAX_VALUE);
    }

    FakeClient(int hangsUpAfter) {
        this.hangsUpAfter = hangsUpAfter;
    }

    @Override
    public void reply(ApiReply reply) throws IOException {
        present();
        replies.add(reply);
    }

    @Override
    public void begin(String contentType, Map<String, String> headers) throws IOException {
        present();
        streamHeaders = headers;
    }

    @Override
    public void send(List<Frame> sent) throws IOException {
        present();
        for (Frame frame : sent) {
            frames.add(((Frame.ServerSent) frame).data());
        }
    }

    private void present() throws IOException {
        if (frames.size() >= hangsUpAfter) {
            throw new IOException("the caller has hung up");
        }
    }

    ApiReply reply() {
        return replies.getFirst();
    }

    /// The body of a reply.
    String text() {
        return new String(reply().body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
        Map<String, String> streamed = streamHeaders;
        return (streamed == null ? reply().headers() : streamed).getOrDefault(name, "");
    }
}
