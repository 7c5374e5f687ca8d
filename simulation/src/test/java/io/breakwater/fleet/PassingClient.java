package io.breakwater.fleet;

import io.breakwater.call.Client;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A client that passes every message on to the one behind it; a subclass changes some of them.
class PassingClient implements Client {
    private final Client behind;

    PassingClient(Client behind) {
        this.behind = behind;
    }

    @Override
    public void reply(ApiReply reply) throws IOException {
        behind.reply(reply);
    }

    @Override
    public void begin(String contentType, Map<String, String> headers) throws IOException {
        behind.begin(contentType, headers);
    }

    @Override
    public void send(List<Frame> frames) throws IOException {
        behind.send(frames);
    }
}
