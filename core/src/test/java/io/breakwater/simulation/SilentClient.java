package io.breakwater.simulation;

import io.breakwater.call.Client;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import java.util.List;
import java.util.Map;

/// A client that accepts everything and ignores it.
final class SilentClient implements Client {
    @Override
    public void reply(ApiReply reply) {}

    @Override
    public void begin(String contentType, Map<String, String> headers) {}

    @Override
    public void send(List<Frame> frames) {}
}
