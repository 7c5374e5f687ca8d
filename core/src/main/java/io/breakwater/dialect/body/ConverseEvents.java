package io.breakwater.dialect.body;

/// The types of the events of a ConverseStream answer.
///
/// The order is `messageStart`, then per block `contentBlockStart`, `contentBlockDelta` (many), `contentBlockStop`,
/// then `messageStop` and `metadata`. A stream without the last two is broken (ConverseStream, Amazon Bedrock API
/// Reference).
public final class ConverseEvents {
    public static final String MESSAGE_START = "messageStart";
    public static final String BLOCK_START = "contentBlockStart";
    public static final String BLOCK_DELTA = "contentBlockDelta";
    public static final String BLOCK_STOP = "contentBlockStop";
    public static final String MESSAGE_STOP = "messageStop";
    public static final String METADATA = "metadata";

    private ConverseEvents() {}
}
