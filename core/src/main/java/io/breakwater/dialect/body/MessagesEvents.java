package io.breakwater.dialect.body;

/// The types of the events of a streamed answer to Anthropic's Messages ("Streaming messages", Claude API
/// reference).
///
/// The order is `message_start`, then per block `content_block_start`, `content_block_delta` (many),
/// `content_block_stop`, then `message_delta` and `message_stop`, and `ping` anywhere. A stream without the
/// last is broken.
public final class MessagesEvents {
    public static final String MESSAGE_START = "message_start";
    static final String BLOCK_START = "content_block_start";
    static final String BLOCK_DELTA = "content_block_delta";
    static final String MESSAGE_DELTA = "message_delta";
    static final String MESSAGE_STOP = "message_stop";
    public static final String PING = "ping";

    private MessagesEvents() {}
}
